package org.wardpost.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.SmtpWire;

/**
 * The one window that nobody can close: between the next hop's 250 and the commit of it here. Who dies in it sends once more.
 * How long it is, and that a death in it is never a loss and never more than one copy too many.
 * Only when asked for, with {@code -Dfaults.window.kills=4}; {@code -Dfaults.window.kills=40 -Dfaults.window.messages=300} for better figures.
 */
@EnabledIfSystemProperty(
        named = "faults.window.kills",
        matches = "\\d+",
        disabledReason = "a measurement of over a minute")
class OpenWindowTest {
    private static final int KILLS = Integer.getInteger("faults.window.kills", 4);
    private static final int MESSAGES = Integer.getInteger("faults.window.messages", 40);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);
    private static final Duration LONGEST_DELAY = Duration.ofMillis(60);

    @TempDir
    Path root;

    private NextHop hop;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        hop = new NextHop();
        var config = Files.writeString(
                root.resolve("window.toml"),
                "[outgoing]\nsmart-host = \"127.0.0.1:" + hop.port()
                        + "\"\ntls = \"none\"\nretries = [\"1s\", \"1s\"]\n");
        server = RunningServer.quickstart(root, "--demo-users", "1", "--config", config.toString());
    }

    @AfterEach
    void stop() {
        server.close();
        hop.close();
    }

    @Test
    void aSyncFollowsEach250WithinMilliseconds() {
        for (int i = 0; i < MESSAGES; i++) send("warm-" + i);
        await().atMost(Duration.ofSeconds(30)).until(() -> hop.taken().size() == MESSAGES);
        List<SyncTrace.Sync> syncs;
        try (var trace = new SyncTrace(
                server.pid(), root.resolve("trace"), server.folders().data())) {
            for (int i = 1; i <= MESSAGES; i++) {
                int all = MESSAGES + i;
                send("timed-" + i);
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> hop.taken().size() == all);
            }
            server.terminate(); // what is not yet synced is synced now, so that every 250 has its sync
            syncs = trace.syncs();
        }
        var windows = hop.taken().stream()
                .skip(MESSAGES)
                .mapToDouble(taken -> 1000
                        * (syncs.stream()
                                        .filter(sync -> sync.began() > taken.at())
                                        .mapToDouble(SyncTrace.Sync::ended)
                                        .min()
                                        .orElseThrow()
                                - taken.at()))
                .sorted()
                .toArray();
        System.out.printf(
                "window in ms, of %d: median %.1f, 95%% %.1f, longest %.1f%n",
                windows.length, windows[MESSAGES / 2], windows[MESSAGES * 95 / 100], windows[MESSAGES - 1]);
        assertThat(windows[MESSAGES / 2]).as("median, ms").isLessThan(250);
    }

    @Test
    void aDeathInTheWindowSendsAtMostOnceMoreAndLosesNothing() throws Exception {
        System.out.println("faults.seed=" + SEED);
        var random = new Random(SEED);
        var copies = new TreeMap<Double, Long>();
        var sent = new ArrayList<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            long delay = kill == 0 ? 0 : random.nextLong(LONGEST_DELAY.toNanos());
            var process = ProcessHandle.of(server.pid()).orElseThrow();
            hop.afterTaking(() -> {
                LockSupport.parkNanos(delay);
                process.destroyForcibly();
            });
            var id = "window-" + kill + "-" + random.nextInt(1_000_000);
            sent.add(id);
            send(id);
            process.onExit().get(20, TimeUnit.SECONDS);
            hop.afterTaking(() -> {});
            server.start();
            await().atMost(Duration.ofSeconds(30)).until(this::nothingWaits);
            copies.put(delay / 1e6, hop.copiesOf(id));
        }
        System.out.println("copies by delay of the kill in ms: " + copies);
        assertThat(sent).allSatisfy(id -> assertThat(hop.copiesOf(id)).as(id).isBetween(1L, 2L));
    }

    private boolean nothingWaits() {
        var listed = server.command("queue", "list", "--json").succeeded().output();
        return listed.contains("\"total\":0");
    }

    private void send(String id) {
        var nurse = server.account(0);
        try (var smtp = SmtpWire.submissions(server.port("submissions"), nurse.address(), nurse.password())) {
            var message = "From: " + nurse.address() + "\r\nSubject: " + id + "\r\n\r\n"
                    + "x".repeat(70).concat("\r\n").repeat(140);
            assertThat(smtp.send(nurse.address(), List.of("lab@far.example"), message.getBytes())
                            .getFirst())
                    .startsWith("250");
        } catch (java.io.UncheckedIOException killed) {
            // the next hop may have taken it, and the kill come, before our own 250 was read
            assertThat(hop.copiesOf(id))
                    .as("killed only behind the next hop's 250")
                    .isPositive();
        }
    }
}
