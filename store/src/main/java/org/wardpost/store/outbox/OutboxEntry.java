package org.wardpost.store.outbox;

import java.util.UUID;
import org.wardpost.store.AccountId;

/**
 * Something owed to an account.
 *
 * @param number grows in the order of adding
 * @param id unique for ever: whoever carries it out remembers it, so that twice is once
 * @param kind of the payload, as the writer numbers them
 * @param attempts how often it was put off
 */
public record OutboxEntry(long number, UUID id, AccountId target, int kind, int attempts, byte[] payload) {
    @Override
    public String toString() {
        return "OutboxEntry[" + id + "]";
    }
}
