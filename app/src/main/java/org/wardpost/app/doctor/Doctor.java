package org.wardpost.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.wardpost.app.Installation;
import org.wardpost.app.StartException;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.app.admin.SocketCalls;
import org.wardpost.app.tls.TlsFolder;
import org.wardpost.app.wiring.OpenStore;
import org.wardpost.identity.operation.KeyStatus;
import org.wardpost.identity.operation.Nothing;

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
        var findings = new ArrayList<Finding>();
        findings.add(checked("settings", () -> Finding.good("settings", "understood")));
        findings.add(checked("data folder", () -> mode("data folder", installation.data())));
        findings.add(checked("key folder", () -> mode("key folder", installation.keys())));
        findings.add(checked("disk", this::room));
        findings.add(checked("store and root key", () -> opens(findings)));
        findings.add(checked("certificate", this::certificate));
        findings.add(checked("swap", this::swap));
        findings.add(checked("environment", this::secrets));
        findings.add(checked("same disk", this::apart));
        return List.copyOf(findings);
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

    private Finding opens(List<Finding> findings) {
        var running = SocketCalls.find(installation.data());
        if (running.isPresent()) {
            try (var calls = running.get()) {
                findings.add(recovery(calls.call("key.status", Nothing.NOTHING, KeyStatus.Output.class)
                        .recovery()));
                return Finding.good("store and root key", "a server runs and answers");
            } catch (CommandFailed e) {
                return Finding.warning("store and root key", String.valueOf(e.getMessage()));
            }
        }
        try (var open = OpenStore.open(installation, OpenStore.IfNew.REFUSE, clock)) {
            findings.add(recovery(open.store()
                    .recovery()
                    .authority()
                    .map(known -> "any " + known.threshold() + " of " + known.shares() + " shares open it")));
            return Finding.good(
                    "store and root key", "open with root key " + open.rootKey().currentVersion() + "; no server runs");
        }
    }

    private static Finding recovery(Optional<String> authority) {
        return authority
                .map(shares -> Finding.good("recovery authority", shares))
                .orElseGet(() -> Finding.warning(
                        "recovery authority",
                        "There is none, so whoever loses the root key loses all mail. Keep two copies of the key folder, or run:"
                                + " wardpost key add-recovery --threshold 3 --shares 5"));
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

    /** Pages of memory, keys among them, go to swap in clear unless it is encrypted or lies in memory itself. */
    private Finding swap() {
        try {
            var swaps = Files.readAllLines(proc.resolve("swaps")).stream()
                    .skip(1)
                    .map(line -> line.split("\\s+")[0])
                    .toList();
            var plain = swaps.stream()
                    .filter(device -> !device.startsWith("/dev/dm-") && !device.contains("zram"))
                    .toList();
            return plain.isEmpty()
                    ? Finding.good("swap", swaps.isEmpty() ? "there is none" : "encrypted or in memory")
                    : Finding.warning(
                            "swap",
                            "Memory may be written to " + plain
                                    + " in clear: encrypt it, or set MemorySwapMax=0 in the unit.");
        } catch (IOException e) {
            return Finding.warning("swap", "It cannot be seen whether there is unencrypted swap.");
        }
    }

    private Finding secrets() {
        var suspicious = environment.keySet().stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).startsWith("WARDPOST"))
                .filter(name -> name.matches("(?i).*(PASS|SECRET|KEY|PIN).*"))
                .sorted()
                .toList();
        return suspicious.isEmpty()
                ? Finding.good("environment", "no secrets in it")
                : Finding.warning(
                        "environment",
                        suspicious + " hold secrets that other processes can read: use files or credentials.");
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
