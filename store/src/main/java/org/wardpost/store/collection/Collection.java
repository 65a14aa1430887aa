package org.wardpost.store.collection;

import java.util.Map;
import org.wardpost.store.CollectionId;

/**
 * A mailbox, calendar or address book, without what lies in it.
 *
 * @param name of a mailbox the full path with {@code /} between its parts
 * @param uidValidity grows whenever UIDs start anew (RFC 9051 §2.3.1.1)
 * @param epoch of the current key
 * @param properties small values that belong to the collection itself, such as its access list
 */
public record Collection(
        CollectionId id,
        CollectionKind kind,
        CollectionRole role,
        String name,
        long uidValidity,
        int epoch,
        Map<String, String> properties) {
    /** Without the name: this may end in a log. */
    @Override
    public String toString() {
        return "Collection[" + id.value() + " " + kind + "]";
    }
}
