package org.wardpost.app.doctor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the machine under the server can get wrong: swap, environment, limits, clock, name. */
final class MachineChecks {
    private static final long DESCRIPTORS = 8192;
    private static final long LOCKED_BYTES = 8L << 20;
    private static final int STA_UNSYNC = 0x40; // adjtimex(2)
    private static final int TIMEX_STATUS = 40;
    private static final int TIMEX = 256;
    private static final Pattern SECRET =
            Pattern.compile("(?i)(WARDPOST.*(PASS|SECRET|KEY|PIN).*|PGPASSWORD)|.*(PASSPHRASE|PASSWORD).*");

    private final Map<String, String> environment;
    private final Path proc;
    private final Clock clock;

    /** @param proc the system's {@code /proc} */
    MachineChecks(Map<String, String> environment, Path proc, Clock clock) {
        this.environment = environment;
        this.proc = proc;
        this.clock = clock;
    }

    /** Pages of memory, keys among them, go to swap in clear unless it is encrypted or lies in memory itself. */
    Finding swap() {
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

    /** @param server its process; empty: none runs */
    Finding secrets(OptionalLong server) {
        var names = new TreeSet<>(environment.keySet());
        names.addAll(environmentOf(server));
        var suspicious = names.stream()
                .filter(name -> SECRET.matcher(name.toUpperCase(Locale.ROOT)).matches())
                .toList();
        return suspicious.isEmpty()
                ? Finding.good("environment", "no secrets in it")
                : Finding.warning(
                        "environment",
                        suspicious + " hold secrets that other processes can read: use files or credentials.");
    }

    private Set<String> environmentOf(OptionalLong server) {
        var names = new TreeSet<String>();
        if (server.isPresent()) {
            try {
                var file = proc.resolve(Long.toString(server.getAsLong())).resolve("environ");
                for (var variable :
                        Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", -1)) {
                    names.add(variable.replaceFirst("=.*", ""));
                }
            } catch (IOException e) {
                return Set.of(); // another user's process: its own doctor sees it
            }
        }
        return names;
    }

    /** Of the server if one runs, else of whoever runs this. */
    List<Finding> limits(OptionalLong server) {
        var whose = server.isPresent() ? Long.toString(server.getAsLong()) : "self";
        try {
            var lines = Files.readAllLines(proc.resolve(whose).resolve("limits"));
            return List.of(files(limit(lines, "Max open files")), memory(limit(lines, "Max locked memory")));
        } catch (IOException e) {
            return List.of(Finding.warning("open files", "The limits of the server cannot be seen: run this as root."));
        }
    }

    private static long limit(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split("\\s+")[0])
                .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static Finding files(long limit) {
        return limit < DESCRIPTORS
                ? Finding.warning(
                        "open files",
                        "Only " + limit + " files and connections may be open at once, which a thousand clients use up:"
                                + " LimitNOFILE=65536 in the unit, or ulimit -n 65536.")
                : Finding.good("open files", limit == Long.MAX_VALUE ? "no limit" : limit + " at once");
    }

    private static Finding memory(long limit) {
        return limit < LOCKED_BYTES
                ? Finding.warning(
                        "locked memory",
                        "Only " + (limit >> 10)
                                + " KiB may be kept out of swap, too little for keys: LimitMEMLOCK=64M in the unit.")
                : Finding.good("locked memory", "keys are kept out of swap");
    }

    /** @param known moments that lie behind us for certain */
    Finding clock(List<Instant> known) {
        var now = clock.instant();
        var ahead = known.stream()
                .filter(moment -> moment.isAfter(now.plusSeconds(60)))
                .max(Instant::compareTo);
        if (ahead.isPresent()) {
            return Finding.bad(
                    "clock",
                    "It says " + now + ", but something here was made "
                            + Duration.between(now, ahead.get()).toHours()
                            + " hours later: set the clock (timedatectl set-ntp true).");
        }
        return synchronised()
                ? Finding.good("clock", "kept right by the network")
                : Finding.warning(
                        "clock",
                        "Nothing keeps it right, and certificates, retries and the audit log go by it: timedatectl set-ntp true.");
    }

    /** As the kernel knows it, whichever program tells it. */
    @SuppressWarnings("restricted")
    private static boolean synchronised() {
        try (var arena = Arena.ofConfined()) {
            var timex = arena.allocate(TIMEX, 8); // modes 0: only asks
            var linker = Linker.nativeLinker();
            var call = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("adjtimex"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            int state = (int) call.invokeExact(timex);
            return state >= 0 && (timex.get(ValueLayout.JAVA_INT, TIMEX_STATUS) & STA_UNSYNC) == 0;
        } catch (Throwable unknown) {
            return false;
        }
    }

    /** @param set whether the settings name it */
    Finding hostName(String name, boolean set) {
        var problems = new ArrayList<String>();
        if (!set) {
            problems.add("server.host-name is not set, so it is the machine's, " + name + ".");
        }
        if (!name.contains(".")) {
            problems.add("\"" + name + "\" has no domain: other servers refuse such a greeting.");
        }
        try {
            InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            problems.add("\"" + name + "\" has no address in DNS: clients cannot find it, other servers distrust it.");
        }
        return problems.isEmpty()
                ? Finding.good("host name", name + " has an address")
                : Finding.warning(
                        "host name", String.join(" ", problems) + " Set server.host-name, and its A or AAAA record.");
    }
}
