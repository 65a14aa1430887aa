package org.wardpost.app.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wardpost.app.Installation;
import org.wardpost.app.StartException;
import org.wardpost.app.tls.TlsFolder;

/** The checks of {@code wardpost doctor}, each of which says a sentence. */
public final class Doctor {
    private static final long WARN_ROOM = 2L << 30;
    private static final Duration RENEW = Duration.ofDays(14);
    private final Installation installation;
    private final Clock clock;
    private final Map<String, String> environment;
    private final Path proc;

    public Doctor(Installation installation, Clock clock) {
        this(installation, clock, System.getenv(), Path.of("/proc"));
    }

    Doctor(Installation installation, Clock clock, Map<String, String> environment, Path proc) {
        this.installation = installation;
        this.clock = clock;
        this.environment = environment;
        this.proc = proc;
    }

    /** Everything, in an order in which one would repair it. */
    public List<Finding> examine() {
        var machine = new MachineChecks(environment, proc, clock);
        var store = new StoreChecks(installation, clock);
        var server = ServerProcess.of(installation.data(), proc);
        var findings = new ArrayList<Finding>();
        findings.add(Finding.good("settings", "understood"));
        findings.add(mode("data folder", installation.data()));
        findings.add(mode("key folder", installation.keys()));
        findings.add(secretFiles());
        findings.add(room());
        findings.addAll(DatabaseChecks.of(installation));
        var look = store.look();
        findings.addAll(look.findings());
        findings.addAll(store.copies());
        findings.add(checked("certificate", this::certificate));
        findings.add(machine.clock(Stream.ofNullable(look.newestBackup()).toList()));
        findings.add(machine.hostName(
                installation.hostName(),
                !installation.settings().server().hostName().isEmpty()));
        findings.add(machine.swap());
        findings.add(machine.secrets(server));
        findings.addAll(machine.limits(server));
        findings.add(apart());
        return List.copyOf(findings);
    }

    /** Keys and what opens them: a mode that lets others read them makes the folder's own mode the only lock. */
    private Finding secretFiles() {
        var settings = installation.settings();
        var files = new ArrayList<Path>();
        try (var inside = Files.walk(installation.keys())) {
            inside.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches("(ca|server)\\.pem"))
                    .forEach(files::add);
        } catch (IOException | UncheckedIOException e) {
            return Finding.warning("secret files", "The key folder cannot be read: run this as the server's user.");
        }
        settings.tls().key().ifPresent(files::add);
        for (var from : List.of(
                settings.database().passwordFrom(),
                settings.rootKey().passphraseFrom(),
                settings.rootKey().pinFrom())) {
            if (from.startsWith("/")) {
                files.add(Path.of(from));
            }
        }
        var open = files.stream().filter(Doctor::isOpenToOthers).toList();
        return open.isEmpty()
                ? Finding.good("secret files", "nobody else reads them")
                : Finding.bad(
                        "secret files",
                        "Others may read " + open + ". Run: chmod 600 "
                                + open.stream().map(Path::toString).collect(Collectors.joining(" ")));
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .endsWith("------");
        } catch (IOException e) {
            return false; // one that is missing is told by who needs it
        }
    }

    private static Finding checked(String check, Supplier<Finding> run) {
        try {
            return run.get();
        } catch (StartException e) {
            return Finding.bad(check, String.valueOf(e.getMessage()));
        }
    }

    private static Finding mode(String check, Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                return Finding.bad(
                        check, folder + " is not there: name it (--data, --keys), or start once to have it made.");
            }
            var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
            return mode.endsWith("------")
                    ? Finding.good(check, folder + " is closed to others")
                    : Finding.bad(check, folder + " has mode " + mode + ". Run: chmod 700 " + folder);
        } catch (IOException e) {
            return Finding.bad(check, folder + " cannot be read: " + StartException.reason(e) + ".");
        }
    }

    private Finding room() {
        try {
            var room = Files.getFileStore(installation.data()).getUsableSpace();
            return room < WARN_ROOM
                    ? Finding.warning(
                            "disk", (room >> 20) + " MiB are left for " + installation.data() + ": make room.")
                    : Finding.good("disk", (room >> 30) + " GiB are left");
        } catch (IOException e) {
            return Finding.bad("disk", installation.data() + " cannot be read: " + StartException.reason(e) + ".");
        }
    }

    private Finding certificate() {
        var tls = installation.settings().tls();
        var chain = tls.certificate().orElse(installation.keys().resolve("tls").resolve("server.pem"));
        var key = tls.key().orElse(installation.keys().resolve("tls").resolve("server-key.pem"));
        if (!Files.exists(chain) && tls.certificate().isEmpty()) {
            return Finding.good("certificate", "none yet; one is made at the first start");
        }
        var end = TlsFolder.given(key, chain).chain().getFirst().getNotAfter().toInstant();
        var left = Duration.between(clock.instant(), end);
        if (left.isNegative()) {
            return Finding.bad("certificate", "It ended " + end + ": put a new one in " + chain + ".");
        }
        return left.compareTo(RENEW) < 0
                ? Finding.warning("certificate", "It ends in " + left.toDays() + " days: renew it.")
                : Finding.good("certificate", "good for " + left.toDays() + " days");
    }

    private Finding apart() {
        try {
            var same = Files.getFileStore(installation.data()).equals(Files.getFileStore(installation.keys()));
            return same
                    ? Finding.warning(
                            "same disk",
                            "Data and keys lie on one disk: whoever takes it has both. Put the key folder elsewhere, or"
                                    + " the root key into a token (root-key.provider).")
                    : Finding.good("same disk", "data and keys lie apart");
        } catch (IOException e) {
            return Finding.warning("same disk", "It cannot be seen whether data and keys lie on one disk.");
        }
    }
}
