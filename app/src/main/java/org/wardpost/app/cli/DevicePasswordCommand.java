package org.wardpost.app.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardpost.identity.operation.AddDevicePassword;
import org.wardpost.identity.operation.ListDevicePasswords;
import org.wardpost.identity.operation.RevokeDevicePassword;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost device-password}. */
@Command(
        name = "device-password",
        description = "One password for each phone or program.",
        mixinStandardHelpOptions = true)
public final class DevicePasswordCommand extends GroupCommand {
    @Command(name = "add", description = "Makes one and shows it once.", mixinStandardHelpOptions = true)
    int add(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Parameters(paramLabel = "LABEL", description = "What its owner calls the device.") String label,
            @Option(
                            names = "--protocol",
                            paramLabel = "NAME",
                            split = ",",
                            description = "smtp, imap, managesieve, http; default: all.")
                    @Nullable
                    List<String> protocols,
            @Option(names = "--days", paramLabel = "N", description = "Ends after so many days; default: never.")
                    @Nullable
                    Integer days) {
        var expires = Optional.ofNullable(days).map(n -> Instant.now().plus(n, ChronoUnit.DAYS));
        var input = new AddDevicePassword.Input(
                address, label, protocols == null ? Set.of() : Set.copyOf(protocols), expires);
        try (var calls = folders.calls()) {
            var answer = calls.call("device-password.add", input, AddDevicePassword.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "Device password " + answer.number() + " of " + answer.address() + ", shown only now: "
                                    + answer.password());
            return 0;
        }
    }

    @Command(name = "list", description = "Those of an account, with their last use.", mixinStandardHelpOptions = true)
    int list(@Mixin CommandFolders folders, @Parameters(paramLabel = "ADDRESS") String address) {
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "device-password.list", new ListDevicePasswords.Input(address), ListDevicePasswords.Output.class);
            var lines = answer.devicePasswords().stream()
                    .map(line -> List.of(
                            Integer.toString(line.number()),
                            line.label(),
                            line.protocols().isEmpty() ? "all" : String.join(",", line.protocols()),
                            line.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                            line.lastUsed().map(Instant::toString).orElse("never"),
                            line.expires()
                                    .map(end ->
                                            end.truncatedTo(ChronoUnit.SECONDS).toString())
                                    .orElse("-")))
                    .toList();
            folders.printer()
                    .table(
                            answer,
                            List.of("NUMBER", "LABEL", "PROTOCOLS", "MADE", "LAST USED", "ENDS"),
                            lines,
                            "There is no device password.");
            return 0;
        }
    }

    @Command(
            name = "revoke",
            description = "Ends one: the device is out at its next command.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Parameters(paramLabel = "NUMBER") int number) {
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "device-password.revoke",
                    new RevokeDevicePassword.Input(address, number),
                    RevokeDevicePassword.Output.class);
            folders.printer()
                    .print(answer, "Revoked device password " + answer.number() + " of " + answer.address() + ".");
            return 0;
        }
    }
}
