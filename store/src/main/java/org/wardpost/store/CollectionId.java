package org.wardpost.store;

import java.util.Comparator;
import java.util.UUID;

/** Names a mailbox, calendar or address book: who owns it and a random id. Ordered, because locks are taken in ascending order. */
public record CollectionId(AccountId owner, UUID value) implements Comparable<CollectionId> {
    private static final Comparator<CollectionId> ORDER =
            Comparator.comparing(CollectionId::owner).thenComparing(CollectionId::value, AccountId::compare);

    @Override
    public int compareTo(CollectionId other) {
        return ORDER.compare(this, other);
    }
}
