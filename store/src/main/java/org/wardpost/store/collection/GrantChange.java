package org.wardpost.store.collection;

import java.util.ArrayList;
import java.util.List;
import org.wardpost.vault.RowMac;

/** Grants of one owner that a transaction took away and made, for the digest in the owner's row. */
final class GrantChange {
    private final List<RowMac> removed = new ArrayList<>();
    private final List<RowMac> added = new ArrayList<>();

    void remove(RowMac mac) {
        removed.add(mac);
    }

    void add(RowMac mac) {
        added.add(mac);
    }

    void replace(RowMac before, RowMac now) {
        remove(before);
        add(now);
    }

    List<RowMac> removed() {
        return removed;
    }

    List<RowMac> added() {
        return added;
    }

    boolean isEmpty() {
        return removed.isEmpty() && added.isEmpty();
    }
}
