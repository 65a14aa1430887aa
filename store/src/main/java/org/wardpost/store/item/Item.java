package org.wardpost.store.item;

import java.util.UUID;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;

/**
 * An item that was read and authenticated.
 *
 * @param etag its version, another one at each write
 * @param size bytes of the body
 */
public record Item(CollectionId collection, String name, UUID etag, Modseq modseq, long size, byte[] summary) {
    @Override
    public String toString() {
        return "Item[" + etag + "]";
    }
}
