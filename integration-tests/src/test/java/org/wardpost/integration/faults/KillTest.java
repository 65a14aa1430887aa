package org.wardpost.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.DeliveryWorker;
import org.wardpost.integration.load.ImapWorker;
import org.wardpost.integration.wire.ImapWire;

/**
 * Acknowledged means durable: the server is killed with {@code kill -9} at random moments under load of every kind, and what the
 * clients were told is compared with what is there afterwards. {@code -Dfaults.kills=50 -Dfaults.seed=N} for longer and again.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("faults.kills", 10);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);

    @Test
    void everyAcknowledgedChangeSurvivesAndNoneIsHalfDone(@TempDir Path root) throws Exception {
        System.out.println("faults.seed=" + SEED);
        var random = new Random(SEED);
        try (var server =
                RunningServer.quickstart(root, "--demo-users", "8", "--demo-password", "kill-test-password")) {
            var imap = new ArrayList<ImapWorker>();
            for (int i = 0; i < 4; i++)
                imap.add(new ImapWorker(server, server.account(i), "imap" + i, random.nextLong(), () -> {}, 200));
            imap.forEach(ImapWorker::prepare);
            var senders = List.of(
                    new DeliveryWorker(server, emptied(server, 4), true, "lmtp", () -> {}),
                    new DeliveryWorker(server, emptied(server, 5), false, "smtp", () -> {}),
                    new DeliveryWorker(server, emptied(server, 6), false, "second", () -> {}));
            for (int kill = 0; kill < KILLS; kill++) {
                var running = started(imap, senders);
                Thread.sleep(300
                        + random.nextInt(
                                1500)); // the moment of the kill is the input of this test, no wait for a result
                if (kill == KILLS - 1) everyoneHasDoneSomething(imap, senders);
                server.kill();
                for (var worker : running) ended(worker, server);
                server.start();
                imap.forEach(ImapWorker::check);
                senders.forEach(KillTest::check);
            }
            server.terminate();
            server.command("verify").succeeded();
        }
    }

    /** A refusal names its fault only; what the server knows of it is in its log, which goes with the folder of the test. */
    private static void ended(Future<?> worker, RunningServer server) throws Exception {
        try {
            worker.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw new AssertionError(Files.readString(server.folders().log()), refused);
        }
    }

    /** On a busy machine a client may have been killed in its login each time; the last kill waits for it. */
    private static void everyoneHasDoneSomething(List<ImapWorker> imap, List<DeliveryWorker> senders) {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            assertThat(imap)
                    .allSatisfy(worker -> assertThat(worker.operations()).isPositive());
            assertThat(senders)
                    .allSatisfy(sender -> assertThat(sender.acknowledged()).isNotEmpty());
        });
    }

    /** The INBOX of a demo user holds demo mail; the test wants one that it knows. */
    private static RunningServer.MailAccount emptied(RunningServer server, int index) {
        var account = server.account(index);
        try (var imap = ImapWire.login(server.port("imaps"), account.address(), account.password())) {
            imap.command("SELECT INBOX").ok();
            imap.command("STORE 1:* +FLAGS.SILENT (\\Deleted)");
            imap.command("EXPUNGE").ok();
        }
        return account;
    }

    private static List<Future<?>> started(List<ImapWorker> imap, List<DeliveryWorker> senders) {
        var running = new ArrayList<Future<?>>();
        var tasks = new ArrayList<Runnable>(imap);
        tasks.addAll(senders);
        var threads = Executors.newCachedThreadPool(); // ends with its tasks: every one ends when the server dies
        tasks.forEach(task -> running.add(threads.submit(task)));
        threads.shutdown();
        return running;
    }

    private static void check(DeliveryWorker sender) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> sender.check(List.of("INBOX")));
    }
}
