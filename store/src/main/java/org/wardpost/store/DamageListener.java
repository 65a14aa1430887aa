package org.wardpost.store;

import java.util.UUID;

/** Hears of each stored thing that is not what was written, so that it is audited once and found again. */
public interface DamageListener {
    /**
     * @param collection where it lies
     * @param what id of the row or object
     * @param why a sentence without content
     */
    void found(CollectionId collection, UUID what, String why);
}
