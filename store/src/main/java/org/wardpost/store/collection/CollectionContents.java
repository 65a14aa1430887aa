package org.wardpost.store.collection;

import org.wardpost.store.WriteTransaction;

/** Whoever keeps rows of collections, and deletes them when a collection goes. */
public interface CollectionContents {
    /** @param head locked for this transaction; its row is deleted afterwards */
    void delete(WriteTransaction tx, LockedHead head);
}
