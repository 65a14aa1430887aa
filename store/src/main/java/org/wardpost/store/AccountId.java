package org.wardpost.store;

import java.util.UUID;

/** Names an account for ever; random, so it tells nothing. The server itself is account 0, {@link #SERVER}. */
public record AccountId(UUID value) implements Comparable<AccountId> {
    /** Account 0: directory, queue, audit and whatever must work while nobody is signed in. */
    public static final AccountId SERVER = new AccountId(new UUID(0, 0));

    @Override
    public int compareTo(AccountId other) {
        return compare(value, other.value);
    }

    /** As unsigned numbers, like both databases do, so that account 0 comes first. */
    static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
