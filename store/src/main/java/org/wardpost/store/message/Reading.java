package org.wardpost.store.message;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.blob.ObjectRows;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.sql.Row;
import org.wardpost.vault.TamperedException;

/** Reads messages of a mailbox in pages, checks every row, and serves the others when one is damaged. */
final class Reading {
    private final Transactions transactions;
    private final CollectionHeads heads;
    private final KeyRing keys;
    private final ObjectRows objects;
    private final DamageListener damage;

    Reading(Transactions transactions, CollectionHeads heads, KeyRing keys, ObjectRows objects, DamageListener damage) {
        this.transactions = transactions;
        this.heads = heads;
        this.keys = keys;
        this.objects = objects;
        this.damage = damage;
    }

    /** A row with what was joined to it. */
    private record Joined(MessageRow row, byte @Nullable [] summary) {
        static final MessageRows.Select<Joined> ALONE =
                new MessageRows.Select<>(MessageSql.RANGE, MessageSql.ONE, MessageSql.SOME, Joined::alone);
        static final MessageRows.Select<Joined> WITH_SUMMARY = new MessageRows.Select<>(
                MessageSql.RANGE_WITH_SUMMARY,
                MessageSql.ONE_WITH_SUMMARY,
                MessageSql.SOME_WITH_SUMMARY,
                Joined::withSummary);

        static Joined alone(Row row) throws SQLException {
            return new Joined(MessageRow.read(row), null);
        }

        static Joined withSummary(Row row) throws SQLException {
            var message = MessageRow.read(row);
            UUID object = row.id();
            row.number();
            var summary = row.optionalBytes();
            // a row that names another object's number is asked again when it is opened, and then refused
            return new Joined(message, message.object().id().equals(object) && summary != null ? summary : null);
        }
    }

    Stream<StoredMessage> read(CollectionId id, UidSet uids, boolean withSummary) {
        long recentFrom = transactions.read(tx -> heads.read(tx, id)).recentFrom();
        var pages = new Pages(id, uids, withSummary, recentFrom);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        pages, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT),
                false);
    }

    /** Holds one page; each is a transaction of its own, so a slow reader holds no connection. */
    private final class Pages implements Iterator<StoredMessage> {
        private final CollectionId id;
        private final boolean withSummary;
        private final long recentFrom;
        private final Deque<UidSet> parts;
        private final Deque<StoredMessage> page = new ArrayDeque<>();

        Pages(CollectionId id, UidSet uids, boolean withSummary, long recentFrom) {
            this.id = id;
            this.withSummary = withSummary;
            this.recentFrom = recentFrom;
            this.parts = new ArrayDeque<>(MessageRows.parts(uids));
        }

        @Override
        public boolean hasNext() {
            while (page.isEmpty() && !parts.isEmpty()) {
                next(parts.remove());
            }
            return !page.isEmpty();
        }

        @Override
        public StoredMessage next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }

        private void next(UidSet part) {
            var rows = transactions.read(tx -> {
                var joined = new ArrayList<Joined>();
                var select = withSummary ? Joined.WITH_SUMMARY : Joined.ALONE;
                MessageRows.read(tx, id, part, MessageRows.PAGE, select, joined::add);
                take(tx, joined);
                return joined;
            });
            if (part.rangeCount() == 1 && rows.size() == MessageRows.PAGE) {
                long last = rows.getLast().row.uid();
                var rest = UidSet.ofRange(last + 1, part.last());
                if (!rest.isEmpty()) {
                    parts.addFirst(rest);
                }
            }
        }

        private void take(ReadTransaction tx, List<Joined> rows) {
            var bodies = new BodyBatch(transactions, objects, damage);
            for (var joined : rows) {
                page.add(check(tx, joined, bodies));
            }
        }

        private StoredMessage check(ReadTransaction tx, Joined joined, BodyBatch bodies) {
            var row = joined.row;
            try {
                var checked = CheckedRow.of(tx, row, keys, id);
                return new ReadMessage(id, row, checked, "", recentFrom, bodies, joined.summary);
            } catch (TamperedException bad) {
                damage.found(id, row.object().id(), "message row " + row.uid() + ": " + bad.getMessage());
                return new ReadMessage(id, row, null, "A message row was changed", recentFrom, bodies, null);
            }
        }
    }
}
