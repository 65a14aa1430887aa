package org.wardpost.store.account;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.HeadChange;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.RowMac;

/**
 * Account 0's HOME collection as the directory: addresses, domains and aliases are its rows, so its digest counts them and a
 * change of it tells other nodes to read again. Public for the store's own packages.
 *
 * @param key of that collection
 */
public record Directory(UUID tenant, Supplier<CollectionId> home, Supplier<CollectionKey> key, CollectionHeads heads) {
    UUID account() {
        return AccountId.SERVER.value();
    }

    /** Takes the directory for this transaction; all else that it locks comes after. */
    void lock(WriteTransaction tx) {
        tx.lock(home.get());
    }

    void change(WriteTransaction tx, List<RowMac> removed, List<RowMac> added) {
        var head = heads.lock(tx, home.get());
        var after = heads.change(tx, head, HeadChange.of(1, removed, added));
        tx.announce(home.get(), after.modseq());
    }

    ObjectContext context(ObjectType type, UUID id) {
        return new ObjectContext(tenant, type, Part.RECORD, id);
    }
}
