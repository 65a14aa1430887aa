package org.wardpost.store;

import java.util.ArrayList;
import java.util.List;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;

/** Rows of collections that there are not: nobody reads them, and nothing of ours writes them. */
final class Orphans {
    private static final List<Sql> OF_COLLECTIONS = List.of(
            of("collection_head"),
            of("collection_grant"),
            of("digest_run"),
            of("item"),
            of("item_tombstone"),
            of("message"),
            of("swept_run"),
            of("tombstone"));

    private Orphans() {}

    private static Sql of(String table) {
        return new Sql(
                "select distinct t.account, t.collection from " + table + " t where not exists"
                        + " (select c.collection from collection c where c.account = t.account and c.collection = t.collection)");
    }

    static List<CollectionId> collections(ReadTransaction tx) {
        var found = new ArrayList<CollectionId>();
        OF_COLLECTIONS.forEach(sql -> tx.each(sql, _ -> {}, row -> read(row), id -> found.add(id)));
        return found.stream().distinct().toList();
    }

    private static CollectionId read(Row row) throws java.sql.SQLException {
        return new CollectionId(new AccountId(row.id()), row.id());
    }
}
