package org.wardpost.store.event;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.Statements;

/**
 * Events between nodes by PostgreSQL's LISTEN and NOTIFY. What this node wrote is told here at once and to the others by a
 * thread of its own, the newest modseq of each collection only. After a lost connection subscribers are told of the gap.
 */
public final class PostgresChangeFeed implements ChangeFeed {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresChangeFeed.class);
    private static final Sql NOTIFY = new Sql("select pg_notify('wardpost_changes', cast(? as text))");
    private static final Sql LISTEN = new Sql("listen wardpost_changes");
    private static final int POLL_MILLIS = 500;
    private static final int SHARE = 200;

    private final String url;
    private final UUID node;
    private final LocalChangeFeed local = new LocalChangeFeed();
    private final Map<CollectionId, Modseq> waiting = new LinkedHashMap<>();
    private final Thread sender;
    private final Thread listener;
    private volatile boolean closed;

    /**
     * @param url of the database
     * @param node this node's id; its own events, coming back, are passed over
     */
    public PostgresChangeFeed(String url, UUID node) {
        this.url = url;
        this.node = node;
        this.sender = Thread.ofPlatform().name("store-notify").daemon().start(() -> keepConnected(this::send));
        this.listener = Thread.ofPlatform().name("store-listen").daemon().start(() -> keepConnected(this::listen));
    }

    @Override
    public Subscription subscribe(Consumer<CollectionChanged> subscriber) {
        return local.subscribe(subscriber);
    }

    @Override
    public Subscription onGap(Runnable subscriber) {
        return local.onGap(subscriber);
    }

    @Override
    public void announce(CollectionId id, Modseq modseq) {
        synchronized (waiting) {
            waiting.merge(id, modseq, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
        LockSupport.unpark(sender);
        local.announce(id, modseq);
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void keepConnected(Work work) {
        while (!closed) {
            try (var connection = DriverManager.getConnection(url)) {
                work.on(connection);
            } catch (SQLException lost) {
                if (!closed) {
                    LOG.warn("events between nodes wait for the database: SQLSTATE {}", lost.getSQLState());
                    LockSupport.parkNanos(this, Duration.ofSeconds(1).toNanos());
                }
            }
        }
    }

    private void send(Connection connection) throws SQLException {
        while (!closed || !isEmpty()) {
            var changes = take();
            if (changes.isEmpty()) {
                LockSupport.parkNanos(this, Duration.ofMillis(POLL_MILLIS).toNanos());
                continue;
            }
            try {
                for (var change : changes.entrySet()) {
                    var id = change.getKey();
                    var text = node + " " + id.owner().value() + " " + id.value() + " "
                            + change.getValue().value();
                    Statements.first(connection, NOTIFY, b -> b.event(text), row -> 0);
                }
            } catch (SQLException lost) {
                putBack(changes);
                throw lost;
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        Statements.update(connection, LISTEN, b -> {});
        local.gap(); // what was sent before this, at the start too, nobody here heard
        var postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            for (var notification : postgres.getNotifications(POLL_MILLIS)) {
                hear(notification.getParameter());
            }
        }
    }

    private void hear(String text) {
        var parts = text.split(" ", -1);
        try {
            var from = UUID.fromString(parts[0]);
            if (!from.equals(node)) {
                var id = new CollectionId(new AccountId(UUID.fromString(parts[1])), UUID.fromString(parts[2]));
                local.deliver(new CollectionChanged(
                        id, new Modseq(Long.parseLong(parts[3])), OptionalLong.of(from.getMostSignificantBits())));
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            LOG.warn("an event of another program was passed over");
        }
    }

    private Map<CollectionId, Modseq> take() {
        synchronized (waiting) {
            var some = new LinkedHashMap<CollectionId, Modseq>();
            var all = waiting.entrySet().iterator();
            while (all.hasNext() && some.size() < SHARE) {
                var next = all.next();
                some.put(next.getKey(), next.getValue());
                all.remove();
            }
            return some;
        }
    }

    private void putBack(Map<CollectionId, Modseq> changes) {
        synchronized (waiting) {
            changes.forEach((id, modseq) -> waiting.merge(id, modseq, (a, b) -> a.compareTo(b) > 0 ? a : b));
        }
    }

    private boolean isEmpty() {
        synchronized (waiting) {
            return waiting.isEmpty();
        }
    }

    /** Sends what waits, then ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sender);
        LockSupport.unpark(listener);
        try {
            sender.join(Duration.ofSeconds(2));
            listener.join(Duration.ofSeconds(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        local.close();
    }
}
