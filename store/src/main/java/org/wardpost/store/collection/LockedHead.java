package org.wardpost.store.collection;

import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.MaskedSum;

/**
 * A head whose row this transaction has until its commit; both MACs were checked.
 *
 * @param epoch of {@code key}, under which new rows are made
 * @param sum the digest of all rows and tombstones
 */
public record LockedHead(CollectionId id, CollectionHead head, int epoch, CollectionKey key, MaskedSum sum) {
    public Modseq modseq() {
        return head.modseq();
    }

    public long uidNext() {
        return head.uidNext();
    }
}
