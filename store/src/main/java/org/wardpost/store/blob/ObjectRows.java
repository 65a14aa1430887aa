package org.wardpost.store.blob;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.SealedSource;
import org.wardpost.vault.TamperedException;

/** Reads rows of tables {@code object} and {@code object_body}. Public for the store's packages. */
public final class ObjectRows {
    private static final String BODY_OF = "select o.number, o.id, o.blob, o.stored_size, b.body from object o"
            + " left join object_body b on b.number = o.number where o.number = ";
    private static final Sql BODY = new Sql(BODY_OF + "?");
    private static final Sql BODIES = new Sql(BODY_OF + "any(?)");
    private static final Sql SUMMARY =
            new Sql("select o.id, o.summary, o.summary_blob from object o where o.number = ?");

    private final BlobStore blobs;

    public ObjectRows(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** An object's row with its body, not yet believed. */
    private record BodyRow(long number, UUID id, @Nullable UUID blob, long storedSize, byte @Nullable [] body) {
        static BodyRow read(Row row) throws SQLException {
            return new BodyRow(row.number(), row.id(), row.optionalId(), row.number(), row.optionalBytes());
        }

        SealedSource source(ObjectRef ref, BlobStore blobs) {
            var source = body != null ? SealedSource.of(body) : blob != null ? blobs.open(blob) : null;
            if (source == null || !id.equals(ref.id()) || source.length() != storedSize) {
                throw new TamperedException(ref.id(), "A sealed object is missing or was changed");
            }
            return source;
        }
    }

    /** @throws TamperedException if the body is missing, or the row is another object's */
    public SealedSource body(ReadTransaction tx, ObjectRef ref) {
        return tx.first(BODY, b -> b.number(ref.number()), BodyRow::read)
                .orElseThrow(() -> new TamperedException(ref.id(), "A sealed object is missing"))
                .source(ref, blobs);
    }

    /** The bodies of several objects by their numbers, in one statement; what is missing or was changed is left out. */
    public Map<Long, SealedSource> bodies(ReadTransaction tx, Collection<ObjectRef> refs) {
        var wanted = new HashMap<Long, ObjectRef>();
        refs.forEach(ref -> wanted.put(ref.number(), ref));
        var numbers =
                wanted.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        var found = new HashMap<Long, SealedSource>();
        tx.eachOf(BODY, BODIES, _ -> {}, numbers, BodyRow::read, row -> {
            try {
                found.put(row.number, row.source(Objects.requireNonNull(wanted.get(row.number)), blobs));
            } catch (TamperedException bad) {
                // whoever opens this one asks for it alone and gets the error
            }
        });
        return found;
    }

    /** The sealed summary, empty if it has none. @throws TamperedException if the row is missing or another object's */
    public byte[] summary(ReadTransaction tx, ObjectRef ref) {
        var found = tx.first(
                SUMMARY,
                b -> b.number(ref.number()),
                row -> new SummaryRow(row.id(), row.optionalBytes(), row.optionalId()));
        if (found.isEmpty() || !found.get().id.equals(ref.id())) {
            throw new TamperedException(ref.id(), "A sealed object is missing");
        }
        var row = found.get();
        if (row.blob != null) {
            var sealed = whole(blobs.open(row.blob));
            if (sealed.length == 0) { // which says elsewhere that there is none
                throw new TamperedException(ref.id(), "A summary's file is empty");
            }
            return sealed;
        }
        return row.summary == null ? new byte[0] : row.summary;
    }

    private static byte[] whole(SealedSource source) {
        var bytes = new byte[Math.toIntExact(source.length())];
        source.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    private record SummaryRow(
            UUID id, byte @Nullable [] summary, @Nullable UUID blob) {}
}
