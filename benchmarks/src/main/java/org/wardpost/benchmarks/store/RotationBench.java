package org.wardpost.benchmarks.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.store.Store;
import org.wardpost.store.StoreSettings;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.account.NewSlot;
import org.wardpost.store.account.SlotDetails;
import org.wardpost.vault.Argon2Parameters;
import org.wardpost.vault.Ids;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.SlotSecret;
import org.wardpost.vault.provider.Pkcs12Provider;

/**
 * Times {@code wardpost key rotate} on a server with many accounts, each with a root, password and device slot, while clients append to
 * it. Argument: how many accounts (10,000). Prints how long it took, and what the clients saw before and meanwhile.
 */
public final class RotationBench {
    private static final int CLIENTS = 4;
    private static final int MAKERS = 8;
    private static final long BEFORE_NANOS = 8_000_000_000L;
    private static final String PASSWORD = "rotation-bench-password";
    private static final byte[] MESSAGE =
            ("Subject: rota\r\n\r\n" + "x".repeat(10_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    private RotationBench() {}

    public static void main(String[] arguments) throws Exception {
        int accounts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        var folder = Files.createTempDirectory(Path.of("/var/tmp"), "wardpost-rotation");
        long begun = System.nanoTime();
        make(folder, accounts);
        System.out.printf("%d accounts made in %.0f s%n", accounts, seconds(begun));
        try (var server = RunningServer.quickstart(folder, "--demo-users", "2", "--demo-password", PASSWORD)) {
            measure(server);
            server.command("key", "status").succeeded();
        }
    }

    /** One Argon2id run for all: the cost of a login is not what is measured. */
    private static void make(Path folder, int accounts) throws IOException {
        var next = new AtomicInteger();
        var makers = new ArrayList<Future<?>>();
        try (var root = Pkcs12Provider.create(folder.resolve("keys"));
                var store = Store.open(StoreSettings.in(folder.resolve("data")), root, Clock.systemUTC());
                var password =
                        SlotSecret.ofPassword(PASSWORD.toCharArray(), Argon2Parameters.MANAGED, SlotSecret.random());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            store.domains().add("bench.example");
            IntStream.range(0, MAKERS)
                    .forEach(_ -> makers.add(threads.submit(() -> {
                        for (int i = next.getAndIncrement(); i < accounts; i = next.getAndIncrement()) {
                            account(store, "u" + i + "@bench.example", password);
                        }
                        return null;
                    })));
        }
        makers.forEach(Future::resultNow); // one that failed fails the measurement
    }

    private static void account(Store store, String address, SlotSecret password) {
        var details = new SlotDetails("", Set.of(), Instant.EPOCH, Optional.empty());
        var device = Ids.random();
        try (var secret = SlotSecret.ofRandom(SlotSecret.random(), device)) {
            store.accounts()
                    .create(
                            new NewAccount(address, "", Set.of(), OptionalLong.empty(), OptionalLong.empty()),
                            List.of(
                                    new NewSlot(Ids.random(), SlotKind.PASSWORD, password, details),
                                    new NewSlot(device, SlotKind.DEVICE_PASSWORD, secret, details)));
        }
    }

    /** What clients saw: appends that were answered, and the longest wait. */
    private record Seen(int appends, double seconds, double longest) {
        @Override
        public String toString() {
            return "%.0f appends/s, longest %.0f ms".formatted(appends / seconds, longest * 1000);
        }
    }

    private static void measure(RunningServer server) throws InterruptedException {
        var before = load(server, () -> LockSupport.parkNanos(BEFORE_NANOS));
        System.out.println("before: " + before);
        var said = new StringBuilder();
        var meanwhile = load(
                server,
                () -> said.append(
                        server.command("key", "rotate").succeeded().output().strip()));
        System.out.printf("wardpost key rotate: %.1f s, with its start: %s%n", meanwhile.seconds, said);
        System.out.println("meanwhile: " + meanwhile);
    }

    private static Seen load(RunningServer server, Runnable task) throws InterruptedException {
        var stop = new AtomicBoolean();
        var appends = new AtomicInteger();
        var longest = new double[CLIENTS];
        var loggedIn = new CountDownLatch(CLIENTS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<CompletableFuture<Void>>();
            for (int c = 0; c < CLIENTS; c++) {
                int client = c;
                running.add(CompletableFuture.runAsync(
                        () -> {
                            try (var imap = ImapWire.login(
                                    server.port("imaps"),
                                    server.account(client % 2).address(),
                                    PASSWORD)) {
                                loggedIn.countDown();
                                while (!stop.get()) {
                                    long sent = System.nanoTime();
                                    imap.append("INBOX", "", MESSAGE).ok();
                                    longest[client] = Math.max(longest[client], seconds(sent));
                                    appends.incrementAndGet();
                                }
                            } finally {
                                loggedIn.countDown(); // who could not log in fails at the end
                            }
                        },
                        threads));
            }
            loggedIn.await();
            appends.set(0);
            long begun = System.nanoTime();
            task.run();
            double took = seconds(begun);
            stop.set(true);
            running.forEach(CompletableFuture::join); // a client that failed fails the measurement
            return new Seen(
                    appends.get(),
                    took,
                    IntStream.range(0, CLIENTS)
                            .mapToDouble(c -> longest[c])
                            .max()
                            .orElse(0));
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
