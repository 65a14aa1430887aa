package org.wardpost.integration.timing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.wardpost.integration.RunningServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a refusal takes when the user exists and when nobody has that name, at every door, with passwords and with what looks like
 * a device password. Each guess comes from a network and with a password of its own, in random order, so that neither lock-out nor
 * cache is measured. Prints the table of {@code docs/benchmarks.md}.
 */
@Command(name = "login-timing", mixinStandardHelpOptions = true, description = "Does a refusal tell who exists?")
public final class LoginTiming implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "40", description = "Pairs of guesses a row.")
    private int rounds;

    @Option(names = "--folder", defaultValue = "/var/tmp/wardpost-timing")
    private Path folder = Path.of("/var/tmp/wardpost-timing");

    private int network;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoginTiming()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var root = Files.createDirectories(
                folder.resolve(Long.toString(ProcessHandle.current().pid())));
        int rows = Door.values().length * 2;
        // five guesses a name are free
        int users = Math.max(2, Math.ceilDiv(rows * rounds, 5) + 1);
        try (var server = RunningServer.quickstart(
                root, "--demo-users", Integer.toString(users), "--demo-password", "never-typed-here")) {
            System.out.printf(
                    "| refusal of | user exists, median | nobody has that name, median | difference |%n|---|---|---|---|%n");
            int row = 0;
            for (var door : Door.values()) {
                row(server, door, "a password", number -> "wrong-" + number, row++ * rounds);
                row(server, door, "a device password", LoginTiming::devicePassword, row++ * rounds);
            }
        }
        return 0;
    }

    private void row(RunningServer server, Door door, String what, IntFunction<String> password, int first) {
        var known = new long[rounds];
        var unknown = new long[rounds];
        var domain = server.account(0).address().replaceAll(".*@", "");
        for (int i = 0; i < rounds; i++) {
            var order = new ArrayList<>(List.of(true, false));
            Collections.shuffle(order);
            for (boolean exists : order) {
                var user =
                        exists ? server.account((first + i) / 5).address() : "nobody" + (first + i) / 5 + "@" + domain;
                network++;
                var from = "127.%d.%d.1".formatted(1 + network / 250, network % 250);
                (exists ? known : unknown)[i] = door.refuse(server, from, user, password.apply(first + i));
            }
        }
        double one = median(known);
        double other = median(unknown);
        System.out.printf(
                "| %s, %s | %.1f ms | %.1f ms | %+.1f %% |%n", door.text, what, one, other, 100 * (other - one) / one);
    }

    /** In the form that the server hands out: a slot's number and 128 bits in base 32, the last two bits of the text zero. */
    private static String devicePassword(int number) {
        var letters = new StringBuilder("wp-1-");
        for (int i = 0; i < 25; i++) letters.append((char) ('a' + (number >> i & 1)));
        return letters.append('a').toString();
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return (nanos[nanos.length / 2] + nanos[(nanos.length - 1) / 2]) / 2e6;
    }
}
