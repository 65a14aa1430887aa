package org.wardpost.store.property;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Intact;
import org.wardpost.store.Refusal.Malformed;
import org.wardpost.store.RefusedException;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.property.PropertyRows.Place;
import org.wardpost.store.property.PropertyRows.PropertyRow;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.RowMac;

/** Changes of one account's properties in one commit, which sees its own changes; nobody else changes them meanwhile. */
public final class PropertyChanges {
    private static final int LONGEST_KEY = 4096;

    private final WriteTransaction tx;
    private final PropertyRows rows;
    private final CollectionId home;
    private final List<CollectionKey> inUse;
    private final List<RowMac> removed = new ArrayList<>();
    private final List<RowMac> added = new ArrayList<>();

    /** @param inUse HOME's keys of all epochs that a row may name, the current one last */
    PropertyChanges(WriteTransaction tx, PropertyRows rows, CollectionId home, List<CollectionKey> inUse) {
        this.tx = tx;
        this.rows = rows;
        this.home = home;
        this.inUse = inUse;
    }

    /** @param scope the account's id, or a collection's */
    public Optional<byte[]> get(UUID scope, PropertyKind kind, String name) {
        return rows.find(tx, home, inUse, new Place(scope, kind), name).map(PropertyRow::value);
    }

    public Map<String, byte[]> list(UUID scope, PropertyKind kind) {
        var values = new HashMap<String, byte[]>();
        rows.of(tx, home, inUse, new Place(scope, kind), tx.damage())
                .forEach(row -> values.put(row.key(), row.value()));
        return values;
    }

    /** @throws RefusedException Malformed if key or value are too long */
    public void put(UUID scope, PropertyKind kind, String name, byte[] value) {
        if (value.length > PropertyRepository.LONGEST_VALUE) {
            throw new RefusedException(
                    new Malformed("value", "it is longer than " + PropertyRepository.LONGEST_VALUE + " bytes"));
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new RefusedException(new Malformed("name", "it is longer than " + LONGEST_KEY + " bytes"));
        }
        remove(scope, kind, name);
        added.add(rows.insert(tx, home, inUse.getLast(), new Place(scope, kind), name, value));
    }

    /** @return false if it was not there */
    public boolean remove(UUID scope, PropertyKind kind, String name) {
        var old = rows.find(tx, home, inUse, new Place(scope, kind), name);
        old.ifPresent(this::delete);
        return old.isPresent();
    }

    /** @return how many there were */
    public int removeAll(UUID scope, PropertyKind kind) {
        var old = rows.of(tx, home, inUse, new Place(scope, kind), Intact.ALL);
        old.forEach(this::delete);
        return old.size();
    }

    int removeScope(UUID scope) {
        var old = rows.ofScope(tx, home, scope);
        old.forEach(this::delete);
        return old.size();
    }

    List<RowMac> removed() {
        return removed;
    }

    List<RowMac> added() {
        return added;
    }

    private void delete(PropertyRow row) {
        rows.delete(tx, home, row);
        if (!added.remove(row.mac())) {
            removed.add(row.mac());
        }
    }
}
