package org.wardpost.benchmarks.jmh;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.wardpost.benchmarks.store.BenchStore;
import org.wardpost.store.CollectionId;
import org.wardpost.store.message.Appended;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.FlagResult;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.ThreadLinks;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;

/** What the store costs on H2, durable as always: append, flags, views, and what a FETCH reads of one page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class StoreBenchmark {
    private static final int MESSAGES = 10_000;
    private static final int PAGE = 256;

    private final BenchStore bench = new BenchStore(Optional.empty());
    private final CollectionId large = bench.filled("large@bench.example", MESSAGES);
    private final CollectionId target = bench.inbox("target@bench.example");

    @TearDown
    public void close() {
        bench.close();
    }

    /** One writer: sealing 10 KB, the commit, and the wait for the disk. */
    @Benchmark
    public Appended append() {
        return appendTo(target);
    }

    /** Eight writers to one mailbox, who share commits; time of each. */
    @Benchmark
    @Threads(8)
    public Appended appendByEight() {
        return appendTo(target);
    }

    private Appended appendTo(CollectionId mailbox) {
        try (var object = bench.spool()) {
            return bench.store()
                    .messages()
                    .append(mailbox, BenchStore.draft(object, ThreadLinks.NONE, Optional.empty()));
        }
    }

    /** One flag of one message, there and back. */
    @Benchmark
    public FlagResult flagsOfOne() {
        setFlags(UidSet.of(77), true);
        return setFlags(UidSet.of(77), false);
    }

    /** The same of 2,000. */
    @Benchmark
    public FlagResult flagsOfTwoThousand() {
        setFlags(UidSet.ofRange(1, 2000), true);
        return setFlags(UidSet.ofRange(1, 2000), false);
    }

    private FlagResult setFlags(UidSet uids, boolean set) {
        var flag = MessageFlags.of(MessageFlags.FLAGGED);
        var change = set ? new FlagChange.Add(flag) : new FlagChange.Remove(flag);
        return bench.store().messages().setFlags(large, uids, change, Optional.empty());
    }

    /** What each command asks first. */
    @Benchmark
    public CollectionView viewWarm() {
        return bench.store().views().view(large);
    }

    /** The first SELECT of a mailbox of 10,000 since the start: each row is read and its MAC checked. */
    @Benchmark
    public CollectionView viewCold() {
        bench.store().views().forget(large);
        return bench.store().views().view(large);
    }

    /** Summaries of one page, opened, from the database: what the list of a mailbox costs the first time. */
    @Benchmark
    public long summariesOfPage() {
        return bench.store()
                .messages()
                .read(large, UidSet.ofRange(1, PAGE), true)
                .mapToLong(message -> message.summary().length)
                .sum();
    }

    /** Bodies of one page, opened. */
    @Benchmark
    public long bodiesOfPage() {
        var buffer = new byte[16 * 1024];
        return bench.store()
                .messages()
                .read(large, UidSet.ofRange(1, PAGE), false)
                .mapToLong(message -> message.body().read(0, buffer, 0, buffer.length))
                .sum();
    }
}
