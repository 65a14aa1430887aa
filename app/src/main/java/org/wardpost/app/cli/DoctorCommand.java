package org.wardpost.app.cli;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wardpost.app.doctor.Doctor;
import org.wardpost.app.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wardpost doctor}. */
@Command(
        name = "doctor",
        description = "Looks for what goes wrong before it does; 1 if something must be repaired.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Override
    public Integer call() {
        var findings = new Doctor(folders.installation(), Clock.systemUTC()).examine();
        var lines = findings.stream()
                .map(finding ->
                        List.of(finding.level().name().toLowerCase(Locale.ROOT), finding.check(), finding.sentence()))
                .toList();
        folders.printer().table(Map.of("findings", findings), List.of("", "CHECK", ""), lines, "");
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.BAD) ? 1 : 0;
    }
}
