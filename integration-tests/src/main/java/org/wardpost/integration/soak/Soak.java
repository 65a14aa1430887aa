package org.wardpost.integration.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Mixed load by mbsync, mutt, Thunderbird, an imapsync-like copy and our own clients side by side, {@code kill -9} every minute or
 * two, and after every restart each client's log compared with what is there. Ends with {@code verify}. The first difference ends
 * it with exit code 1; the folder is then kept. How to run it: {@code docs/conformance.md}.
 */
@Command(name = "soak", mixinStandardHelpOptions = true, description = "Mixed load with kills in between.")
public final class Soak implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "5", description = "From the first load to the last kill.")
    private int minutes;

    @Option(names = "--seed", description = "Of the moments of the kills and of what our own clients do.")
    private long seed = System.nanoTime() & 0xffffff;

    @Option(names = "--round", defaultValue = "90", description = "Mean seconds from kill to kill.")
    private int roundSeconds;

    @Option(names = "--folder", defaultValue = "/var/tmp/wardpost-soak", description = "Everything lies below it.")
    private Path folder = Path.of("/var/tmp/wardpost-soak");

    @Option(names = "--without-thunderbird", description = "Where Debian's package is not installed.")
    private boolean withoutThunderbird;

    /** More than any party's own patience and one last try of the slowest program. */
    private static final int PATIENCE_MINUTES = 6;

    private final long began = System.nanoTime();
    private int kills;
    private long slowestStart;
    private long load;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var root = Files.createDirectories(
                folder.resolve(Long.toString(ProcessHandle.current().pid())));
        say("seed %d, %d minutes, in %s", seed, minutes, root);
        try (var server = RunningServer.quickstart(
                root.resolve("server"), "--demo-users", "10", "--demo-password", "soak-of-an-hour")) {
            var parties = parties(server, root);
            try {
                all(parties, Party::prepare);
                say("%d parties", parties.size());
                rounds(server, parties);
                server.terminate();
                say("verify");
                var verified = server.folders()
                        .run("", Duration.ofMinutes(20), "verify")
                        .succeeded()
                        .output()
                        .strip();
                report(parties, verified);
                return 0;
            } catch (AssertionError | Exception failed) {
                System.err.println("soak: FAILED with seed " + seed + ", see " + root);
                for (var party : parties) say("until then, %s: %s", party.name(), party.done());
                throw failed;
            } finally {
                parties.forEach(Party::close);
            }
        }
    }

    private List<Party> parties(RunningServer server, Path root) {
        var random = new Random(seed);
        var parties = new ArrayList<Party>();
        for (int i = 0; i < 3; i++)
            parties.add(WireParties.imap(server, server.account(i), "imap" + i, random.nextLong()));
        for (int i = 4; i <= 6; i++) new Mailbox(server, server.account(i)).empty();
        parties.add(WireParties.sender(server, server.account(4), true, "lmtp", List.of("INBOX")));
        parties.add(WireParties.sender(server, server.account(5), false, "smtp", List.of("INBOX")));
        parties.add(new MbsyncParty(server, server.account(5), root.resolve("mbsync"), random.nextLong()));
        parties.add(new MuttParty(server, server.account(6), root.resolve("mutt")));
        parties.add(new CopyParty(server, server.account(4), server.account(7), root.resolve("copy")));
        if (!withoutThunderbird) {
            parties.add(new ThunderbirdParty(server, server.account(8), root.resolve("thunderbird")));
            parties.add(
                    WireParties.sender(server, server.account(8), true, "tb", List.of("INBOX", ThunderbirdParty.BOX)));
        }
        return parties;
    }

    private void rounds(RunningServer server, List<Party> parties) throws Exception {
        var random = new Random(~seed);
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        while (System.nanoTime() < end) {
            var round = new Round();
            var working = started(parties, party -> party.work(round));
            long length = (long) (roundSeconds * 1000 * (0.5 + random.nextDouble()));
            long start = System.nanoTime();
            awaitEnd(working, length);
            round.end();
            server.kill();
            kills++;
            load += (System.nanoTime() - start) / 1_000_000;
            for (var party : working) party.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            server.start();
            slowestStart = Math.max(slowestStart, server.readyMillis());
            all(parties, Party::check);
            say("kill %d: %d s of load; every log agrees", kills, load / 1000);
        }
    }

    /** Waits out the round, or until a party fails in it. */
    private static void awaitEnd(List<Future<?>> working, long millis) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            for (var party : working) {
                if (party.state() == Future.State.FAILED) party.get();
                if (party.isDone()) throw new IllegalStateException("a party stopped although the server runs");
            }
            Thread.sleep(100);
        }
    }

    private interface Step {
        void of(Party party) throws IOException;
    }

    private static List<Future<?>> started(List<Party> parties, Step step) {
        var working = new ArrayList<Future<?>>();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        for (var party : parties) {
            working.add(threads.submit(() -> {
                step.of(party);
                return null;
            }));
        }
        threads.shutdown();
        return working;
    }

    private static void all(List<Party> parties, Step step) throws Exception {
        for (var party : started(parties, step)) party.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    }

    private void report(List<Party> parties, String verified) throws IOException {
        var commit = Finished.run(
                        List.of("git", "-C", RunningServer.projectRoot().toString(), "rev-parse", "--short", "HEAD"),
                        folder)
                .output()
                .strip();
        System.out.printf(
                "`Soak --minutes %d --seed %d`, %s, commit %s: %d times `kill -9`, every log agrees to the last message; %d s of load and %d s in all, slowest restart %d ms.%n%n",
                minutes,
                seed,
                Instant.now().toString().substring(0, 16),
                commit,
                kills,
                load / 1000,
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                slowestStart);
        System.out.printf("| party | acknowledged, and found again |%n|---|---|%n");
        for (var party : parties) System.out.printf("| %s | %s |%n", party.name(), party.done());
        System.out.printf(
                "%n`verify`: %s%n", verified.lines().reduce((a, b) -> b).orElse(""));
    }

    private void say(String text, Object... values) {
        System.err.printf(
                "%6d s  %s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds(), text.formatted(values));
    }
}
