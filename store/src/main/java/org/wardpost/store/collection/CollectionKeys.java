package org.wardpost.store.collection;

import org.wardpost.store.CollectionId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.vault.CollectionKey;

/** Opens collection keys. It reads in the transaction at hand, because a second connection could wait for ever in a full pool. */
public interface CollectionKeys {
    /** @throws org.wardpost.store.RefusedException NotFound without a grant, Locked for a sealed account that nobody opened */
    CollectionKey epoch(ReadTransaction tx, CollectionId id, int epoch);
}
