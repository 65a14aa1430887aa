package org.wardpost.store;

import java.util.UUID;

/** Names an account: 128 random bits. */
public record AccountId(UUID value) {
    /** The server itself: what must work while nobody is signed in stands under it. */
    public static final AccountId SERVER = new AccountId(new UUID(0, 0));
}
