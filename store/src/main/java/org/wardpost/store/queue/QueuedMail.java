package org.wardpost.store.queue;

import java.time.Instant;
import java.util.UUID;
import org.wardpost.store.blob.StoredObject;

/**
 * A mail in a queue or mail repository.
 * @param attempts how often it was claimed, this time included
 * @param object its bytes; to be re-wrapped into mailboxes or other queues without being opened
 * @param envelope what {@link QueueDraft#envelope()} was
 */
public record QueuedMail(
        UUID id,
        String queue,
        String name,
        int priority,
        Instant due,
        int attempts,
        StoredObject object,
        byte[] envelope) {
    /** Name and envelope are content and never printed. */
    @Override
    public String toString() {
        return "QueuedMail[" + id + "]";
    }
}
