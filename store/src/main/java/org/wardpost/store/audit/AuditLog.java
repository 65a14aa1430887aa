package org.wardpost.store.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Intact;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.event.ChangeFeed;
import org.wardpost.vault.audit.AuditChain;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.audit.ChainVerifier;
import org.wardpost.vault.audit.Checkpoint;

/**
 * The audit log. An event is a sealed row in the commit of what it tells; within a second this node's writer chains it, and
 * signs the chain's end now and then. Checkpoints go to whoever subscribed: a copy elsewhere is what shows a cut-off end.
 */
public final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final AuditRows rows;
    private final Clock clock;
    private final SqlChainStorage storage;
    private final KeyRing keys;
    private final UUID node;
    private final AuditChain chain;
    private final List<Consumer<Checkpoint>> sinks = new CopyOnWriteArrayList<>();

    /** @param node this node's id, which names its chain */
    public AuditLog(
            Transactions transactions,
            KeyRing keys,
            CollectionHeads heads,
            ChangeFeed changes,
            UUID node,
            Clock clock) {
        this.transactions = transactions;
        this.rows = new AuditRows(keys);
        this.keys = keys;
        this.node = node;
        this.clock = clock;
        this.storage = new SqlChainStorage(transactions, rows, node, new Anchor(transactions, heads, changes), clock);
        this.chain = new AuditChain(node, keys.server(), storage, this::publish, clock);
    }

    /**
     * An event that has its place in the chain.
     *
     * @param node whose chain
     * @param number counted from 1
     */
    public record ChainedEvent(UUID node, long number, AuditEvent event) {}

    /** Writes an event in the commit of what it tells. */
    public void append(WriteTransaction tx, AuditEvent event) {
        rows.insert(tx, node, event);
    }

    /** Writes an event that tells of no change, or of one that is made elsewhere; durable when this returns. */
    public void append(AuditEvent event) {
        apart(() -> transactions.run(tx -> rows.insert(tx, node, event)));
    }

    /**
     * Runs {@code work} and tells of it: each commit that it makes on this thread holds an event, so no change is without one and no
     * event without its change. Work that ends well and has changed nothing is told by an event of its own, durable when this returns.
     *
     * @param event asked for each commit with its number, counted from 1
     */
    public <T extends @Nullable Object> T telling(IntFunction<AuditEvent> event, Supplier<T> work) {
        var commits = new AtomicInteger();
        T answer = transactions.withLastWords(
                tx -> {
                    append(tx, event.apply(commits.get() + 1));
                    tx.afterCommit(commits::incrementAndGet);
                },
                work);
        if (commits.get() == 0) {
            append(event.apply(1));
        }
        return answer;
    }

    /** Something stored is not what was written. */
    public void damage(CollectionId collection, UUID what, String why) {
        append(event(
                "damage.found",
                "server",
                collection.owner() + "/" + collection.value(),
                Map.of("id", what.toString(), "why", why)));
    }

    /** An event of now. */
    public AuditEvent event(String what, String actor, String target, Map<String, String> facts) {
        return AuditEvent.of(clock.instant(), what, actor, target, facts);
    }

    /** The same for work that need not change anything: then there is nothing to tell. */
    public <T extends @Nullable Object> T tellingChanges(AuditEvent event, Supplier<T> work) {
        return transactions.withLastWords(tx -> append(tx, event), work);
    }

    /** The log's own commits are told by nobody. */
    private void apart(Runnable work) {
        transactions.<@Nullable Object>withLastWords(_ -> {}, () -> {
            work.run();
            return null;
        });
    }

    /** Hears of every checkpoint after it was stored. */
    public void onCheckpoint(Consumer<Checkpoint> sink) {
        sinks.add(sink);
    }

    /** This node's events after {@code number} in the order of the chain, at most {@code most}. */
    public List<ChainedEvent> read(long number, int most) {
        return read(node, number, most);
    }

    /** The same of any node's chain. */
    public List<ChainedEvent> read(UUID ofNode, long number, int most) {
        var events = new ArrayList<ChainedEvent>();
        transactions.<Optional<Void>>read(tx -> {
            rows.linked(
                    tx,
                    ofNode,
                    number,
                    most,
                    row -> {
                        var link = row.link();
                        if (link != null) {
                            events.add(new ChainedEvent(ofNode, link.number(), AuditEvent.decode(row.encoded())));
                        }
                    },
                    tx.damage());
            return Optional.empty();
        });
        return events;
    }

    /** Nodes that have a chain. */
    public List<UUID> nodes() {
        return transactions.read(rows::nodes);
    }

    /** The number of a chain's last event, 0 for a node that has none. */
    public long length(UUID ofNode) {
        return storage.head(ofNode).number();
    }

    /** Checks a whole chain: links, events, checkpoints and their signatures. */
    public ChainVerifier.Result verify(UUID ofNode) {
        return verify(ofNode, List.of());
    }

    /** The same, against checkpoints that were kept outside too. */
    public ChainVerifier.Result verify(UUID ofNode, List<Checkpoint> outside) {
        return transactions.read(tx -> {
            var checkpoints = new ArrayList<>(storage.checkpoints(tx, ofNode));
            checkpoints.addAll(outside);
            var verifier = new ChainVerifier(ofNode, keys.server().publicKey(), checkpoints);
            long[] at = {0};
            long before;
            do {
                before = at[0];
                rows.linked(
                        tx,
                        ofNode,
                        before,
                        PAGE,
                        row -> {
                            var link = row.link();
                            if (link != null) {
                                verifier.link(link, row.encoded());
                                at[0] = link.number();
                            }
                        },
                        tx.damage());
            } while (at[0] > before);
            return verifier.finish(storage.certificates(tx, ofNode));
        });
    }

    /** Whether checkpoints and signing keys lie where they were put, and the last key opens. @param bad hears of each that does not @return how many there are */
    public long verifyPlaces(ReadTransaction tx, Consumer<RuntimeException> bad) {
        Intact.of(
                () -> {
                    chain.checkSigner();
                    return true;
                },
                bad);
        return storage.verify(tx, bad);
    }

    /** Chains what waits; called once a second. */
    public synchronized void advance() {
        apart(chain::advance);
    }

    /** Chains and signs what is left. */
    @Override
    public synchronized void close() {
        chain.conclude();
    }

    private void publish(Checkpoint checkpoint) {
        for (var sink : sinks) {
            try {
                sink.accept(checkpoint);
            } catch (RuntimeException failed) {
                LOG.warn("a keeper of checkpoints failed: {}", failed.getClass().getName());
            }
        }
    }
}
