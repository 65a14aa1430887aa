package org.wardpost.store.collection;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardpost.store.CollectionId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.RowMac;

/**
 * The digest once more for each run of rows (256 UIDs, or the first byte of an item's id), so that damage can be located.
 * Called with the collection's head locked. Public for the store's packages.
 */
public final class RunSums {
    private static final String KEY = " where account = ? and collection = ? and run = ?";
    private static final Sql FIND = new Sql("select sum_nonce, sum_value from digest_run" + KEY);
    private static final Sql ALL =
            new Sql("select run, sum_nonce, sum_value from digest_run where account = ? and collection = ?");
    private static final Sql INSERT =
            new Sql("insert into digest_run (account, collection, run, sum_nonce, sum_value) values (?, ?, ?, ?, ?)");
    private static final Sql UPDATE = new Sql("update digest_run set sum_nonce = ?, sum_value = ?" + KEY);
    private static final Sql DELETE = new Sql("delete from digest_run where account = ? and collection = ?");

    private RunSums() {}

    /** What went and came in one run. */
    public record RunChange(List<RowMac> removed, List<RowMac> added) {
        public RunChange() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    public static void change(WriteTransaction tx, CollectionKey key, CollectionId id, Map<Long, RunChange> changes) {
        changes.forEach((run, change) -> {
            var old = find(tx, id, run);
            var sum = CollectionDigest.change(
                    key, run, old.orElseGet(() -> CollectionDigest.empty(key, run)), change.removed, change.added);
            if (old.isPresent()) {
                tx.update(UPDATE, b -> key(b.sum(sum), id, run));
            } else {
                tx.update(INSERT, b -> key(b, id, run).sum(sum));
            }
        });
    }

    public static Optional<MaskedSum> find(ReadTransaction tx, CollectionId id, long run) {
        return tx.first(FIND, b -> key(b, id, run), row -> row.sum());
    }

    /** Puts all runs under the masks of another epoch. */
    static void remask(WriteTransaction tx, CollectionId id, CollectionKey from, CollectionKey to) {
        var sums =
                tx.list(ALL, b -> b.id(id.owner().value()).id(id.value()), row -> new RunSum(row.number(), row.sum()));
        tx.batch(
                UPDATE, sums, (b, old) -> key(b.sum(CollectionDigest.remask(from, to, old.run, old.sum)), id, old.run));
    }

    /** All runs by their number. */
    public static Map<Long, MaskedSum> of(ReadTransaction tx, CollectionId id) {
        var sums = new HashMap<Long, MaskedSum>();
        tx.each(
                ALL,
                b -> b.id(id.owner().value()).id(id.value()),
                row -> new RunSum(row.number(), row.sum()),
                each -> sums.put(each.run, each.sum));
        return sums;
    }

    private record RunSum(long run, MaskedSum sum) {}

    /** Forgets all runs, before they are made anew. */
    public static void clear(WriteTransaction tx, CollectionId id) {
        tx.update(DELETE, b -> b.id(id.owner().value()).id(id.value()));
    }

    private static Bind key(Bind b, CollectionId id, long run) throws SQLException {
        return b.id(id.owner().value()).id(id.value()).number(run);
    }
}
