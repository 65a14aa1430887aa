package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wardpost.store.CollectionId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;

/** Reads rows of a mailbox in pages. A page is one range scan, or one statement over single UIDs when they lie far apart. */
final class MessageRows {
    /** Rows a statement; 256 with their summaries are about half a megabyte. */
    static final int PAGE = 256;

    /** Up to so many rows are read and thrown away for each one wanted, before single look-ups are quicker. */
    private static final int WASTE = 4;

    private MessageRows() {}

    /** The statements of one kind of row: over a range, one UID, some UIDs. */
    record Select<T>(Sql range, Sql one, Sql some, Row.Reader<T> reader) {
        static final Select<MessageRow> ROWS =
                new Select<>(MessageSql.RANGE, MessageSql.ONE, MessageSql.SOME, MessageRow::read);
    }

    /** Rows in ascending UID. */
    static List<MessageRow> all(ReadTransaction tx, CollectionId id, UidSet uids) {
        var rows = new ArrayList<MessageRow>();
        for (var part : parts(uids)) {
            read(tx, id, part, Integer.MAX_VALUE, Select.ROWS, rows::add);
        }
        return rows;
    }

    /** One part of {@link #parts}, at most {@code limit} rows of it if it is one range. */
    static <T> void read(
            ReadTransaction tx, CollectionId id, UidSet part, int limit, Select<T> select, Consumer<T> to) {
        if (part.rangeCount() == 1 && part.span() > 1) {
            var only = part.range(0);
            tx.each(
                    select.range,
                    b -> key(b, id).number(only.first()).number(only.last()).small(limit),
                    select.reader,
                    to);
        } else {
            tx.eachOf(select.one, select.some, b -> key(b, id), part.uids().toArray(), select.reader, to);
        }
    }

    /**
     * Cuts a set into what one statement reads: a range as it is, and scattered UIDs together, at most {@link #PAGE}.
     */
    static List<UidSet> parts(UidSet uids) {
        var parts = new ArrayList<UidSet>();
        var scattered = new ArrayList<UidSet.Range>();
        long gathered = 0;
        for (var range : uids.ranges()) {
            long length = range.last() - range.first() + 1;
            if (length > PAGE / WASTE) {
                add(parts, scattered);
                gathered = 0;
                parts.add(UidSet.ofRanges(List.of(range)));
                continue;
            }
            if (gathered + length > PAGE) {
                add(parts, scattered);
                gathered = 0;
            }
            scattered.add(range);
            gathered += length;
        }
        add(parts, scattered);
        return parts;
    }

    private static void add(List<UidSet> parts, List<UidSet.Range> scattered) {
        if (!scattered.isEmpty()) {
            parts.add(UidSet.ofRanges(scattered));
            scattered.clear();
        }
    }

    /** UIDs from {@code from} on whose row has \Recent. */
    static List<Long> recent(ReadTransaction tx, CollectionId id, long from) {
        record Flagged(long uid, int flags) {}
        return tx
                .list(
                        MessageSql.FLAGS_FROM,
                        b -> key(b, id).number(from),
                        row -> new Flagged(row.number(), row.small()))
                .stream()
                .filter(each -> (each.flags & MessageFlags.RECENT) != 0)
                .map(Flagged::uid)
                .toList();
    }

    static Bind key(Bind bind, CollectionId id) throws java.sql.SQLException {
        return bind.id(id.owner().value()).id(id.value());
    }
}
