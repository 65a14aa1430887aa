package org.wardpost.benchmarks.store;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.message.Delivery;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.ThreadLinks;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.queue.QueueDraft;

/**
 * Times the store alone: durable appends by eight writers, deliveries, the queue, fetches, flags, copies, moves, views. Prints one
 * line a workload. Arguments: seconds a workload (4), a JDBC address (H2 if none), workloads to run (all if none).
 */
public final class StoreBench implements AutoCloseable {
    private static final int WRITERS = 8;

    private final BenchStore bench;
    private final Store store;
    private final long nanos;
    private final List<CollectionId> inboxes = new ArrayList<>();
    private long checkSum;
    private final Map<String, Runnable> workloads = new HashMap<>();

    private StoreBench(long seconds, Optional<String> jdbc) {
        this.nanos = Duration.ofSeconds(seconds).toNanos();
        this.bench = new BenchStore(jdbc);
        this.store = bench.store();
        for (int i = 0; i < WRITERS; i++) {
            inboxes.add(bench.inbox("u" + i + "@ward.example"));
        }
    }

    /** Runs what its arguments ask for. */
    public static void main(String[] args) {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 4;
        var jdbc = args.length > 1 && args[1].startsWith("jdbc:") ? Optional.of(args[1]) : Optional.<String>empty();
        var wanted = new ArrayList<>(List.of(args));
        if (!wanted.isEmpty()) {
            wanted.removeFirst();
        }
        jdbc.ifPresent(wanted::remove);
        try (var bench = new StoreBench(seconds, jdbc)) {
            bench.run(wanted);
        }
    }

    private void run(List<String> wanted) {
        workloads.put("append-own", () -> writers("append, 8 mailboxes", i -> bench.append(inboxes.get(i))));
        workloads.put("append-one", () -> writers("append, one mailbox", _ -> bench.append(inboxes.getFirst())));
        workloads.put("deliver", () -> writers("delivery with threads and delivery id", i -> deliver(inboxes.get(i))));
        workloads.put("queue", () -> writers("enqueue, claim, hand over", this::throughQueue));
        workloads.put("store-one", () -> writers("STORE one by one", this::storeOne));
        workloads.put("fetch", this::fetch);
        workloads.put("range", this::ranges);
        workloads.put("views", this::views);
        for (var name :
                List.of("append-own", "append-one", "deliver", "queue", "store-one", "fetch", "range", "views")) {
            if (wanted.isEmpty() || wanted.contains(name)) {
                Objects.requireNonNull(workloads.get(name)).run();
            }
        }
    }

    private void writers(String what, IntConsumer work) {
        for (int round = 0; round < 2; round++) { // the first warms up
            var counts = new long[WRITERS];
            long end = System.nanoTime() + (round == 0 ? nanos / 2 : nanos);
            long cpu = cpu();
            var running = new ArrayList<CompletableFuture<Void>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int w = 0; w < WRITERS; w++) {
                    int writer = w;
                    running.add(CompletableFuture.runAsync(
                            () -> {
                                while (System.nanoTime() < end) {
                                    work.accept(writer);
                                    counts[writer]++;
                                }
                            },
                            threads));
                }
            }
            running.forEach(CompletableFuture::join); // a writer that failed fails the measurement
            if (round == 1) {
                long all = 0;
                for (long count : counts) {
                    all += count;
                }
                say("%-42s %9.0f /s %9.0f us cpu", what, all / (nanos / 1e9), (cpu() - cpu) / 1e3 / Math.max(1, all));
            }
        }
    }

    private void deliver(CollectionId target) {
        try (var object = bench.spool()) {
            var links = new ThreadLinks(Optional.of("<" + object.id() + "@ward.example>"), List.of(), "rota");
            store.messages().append(target, BenchStore.draft(object, links, Optional.of(object.id())));
        }
    }

    private void throughQueue(int writer) {
        try (var object = bench.spool()) {
            store.queue()
                    .enqueue(new QueueDraft(
                            "spool" + writer,
                            5,
                            Instant.EPOCH,
                            object,
                            new byte[400],
                            "m",
                            Set.of("a@b"),
                            Set.of("c@d")));
        }
        for (var mail : store.queue().claim("spool" + writer, 1, Duration.ofMinutes(1), Instant.now())) {
            var links = new ThreadLinks(Optional.of("<" + mail.id() + "@ward.example>"), List.of(), "rota");
            var draft = new MessageDraft(mail.object(), MessageFlags.NONE, Instant.now(), links, Optional.empty());
            store.queue()
                    .complete(Optional.of(mail.id()), List.of(new Delivery(inboxes.get(writer), draft)), List.of());
        }
    }

    private void storeOne(int writer) {
        var view = store.views().view(inboxes.get(writer));
        if (view.size() == 0) {
            bench.append(inboxes.get(writer));
            return;
        }
        int msn = 1 + new Random().nextInt(view.size());
        var seen = MessageFlags.of(MessageFlags.SEEN);
        FlagChange change = view.flagsAt(msn).seen() ? new FlagChange.Remove(seen) : new FlagChange.Add(seen);
        store.messages().setFlags(inboxes.get(writer), UidSet.of(view.uidAt(msn)), change, Optional.empty());
    }

    private void fetch() {
        var box = bench.filled("fetch@ward.example", 2000);
        var buffer = new byte[16 * 1024];
        for (int round = 0; round < 8; round++) {
            time(
                    "fetch bodies of 2000",
                    2000,
                    () -> store.messages()
                            .read(box, UidSet.ALL, false)
                            .forEach(message -> message.body().read(0, buffer, 0, buffer.length)));
        }
        for (int round = 0; round < 8; round++) {
            time(
                    "fetch metadata of 2000",
                    2000,
                    () -> store.messages()
                            .read(box, UidSet.ALL, true)
                            .forEach(message -> checkSum += message.summary().length + message.size()));
        }
    }

    private void ranges() {
        var box = bench.filled("range@ward.example", 2000);
        var other = bench.mailbox(box.owner(), "Other");
        for (int round = 0; round < 6; round++) {
            var flags = MessageFlags.of(MessageFlags.SEEN);
            FlagChange change = round % 2 == 0 ? new FlagChange.Add(flags) : new FlagChange.Remove(flags);
            time(
                    "STORE one range of 2000",
                    2000,
                    () -> store.messages().setFlags(box, UidSet.ALL, change, Optional.empty()));
        }
        for (int round = 0; round < 2; round++) {
            FlagChange change = new FlagChange.Add(MessageFlags.of(0, "$Keyword" + round));
            time(
                    "STORE a keyword on 2000",
                    2000,
                    () -> store.messages().setFlags(box, UidSet.ALL, change, Optional.empty()));
        }
        for (int round = 0; round < 3; round++) {
            var uids = UidSet.ofRange(1 + 300L * round, 300 + 300L * round);
            time("COPY of 300", 300, () -> store.messages().copy(box, uids, other));
        }
        for (int round = 0; round < 4; round++) {
            time("COPY of 1000", 1000, () -> store.messages().copy(box, UidSet.ofRange(1, 1000), other));
        }
        var there = store.views().view(other).uids();
        for (int round = 0; round < 4; round++) {
            var uids = UidSet.ofRange(there[1000 * round], there[1000 * round + 999]);
            time("MOVE of 1000", 1000, () -> store.messages().move(other, uids, box));
        }
        time("EXPUNGE of 2000", 2000, () -> store.messages().expunge(box, UidSet.ofRange(1, 2000), false));
    }

    private void views() {
        var box = bench.filled("view@ward.example", 10_000);
        store.views().forget(box);
        for (int round = 0; round < 3; round++) {
            store.views().forget(box);
            time("view of 10000, cold", 1, () -> store.views().view(box));
        }
        for (int round = 0; round < 3; round++) {
            time("view of 10000, warm, 1000 times", 1000, () -> {
                for (int i = 0; i < 1000; i++) {
                    store.views().view(box);
                }
            });
        }
        bench.append(box);
        time("view of 10000 after one append", 1, () -> store.views().view(box));
    }

    private void time(String what, int amount, Runnable work) {
        long start = System.nanoTime();
        long cpu = cpu();
        work.run();
        double millis = (System.nanoTime() - start) / 1e6;
        say("%-34s %8.2f ms %9.0f /s %9.0f us cpu", what, millis, amount * 1000 / millis, (cpu() - cpu) / 1e3 / amount);
    }

    /** CPU time of this process: what stays comparable on a machine that others use too. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }

    @Override
    public void close() {
        bench.close();
    }
}
