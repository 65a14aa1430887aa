package org.wardpost.store.queue;

import java.time.Instant;
import java.util.Set;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.blob.ObjectSource;

/**
 * A mail about to be queued.
 * @param queue name of the queue or mail repository; sealed
 * @param priority 0 to 9, higher goes first
 * @param due not taken before; {@link #NEVER} in a mail repository
 * @param envelope opaque here, sealed; at most {@link #MAX_ENVELOPE} octets
 * @param name what {@link QueueFilter.ByName} asks for; sealed, and a keyed tag
 * @param senderTags what {@link QueueFilter.BySender} may ask for, as text; only keyed tags are kept
 * @param recipientTags the same for recipients
 */
public record QueueDraft(
        String queue,
        int priority,
        Instant due,
        ObjectSource object,
        byte[] envelope,
        String name,
        Set<String> senderTags,
        Set<String> recipientTags) {
    /** Due date of what lies in a mail repository: it is browsed, never claimed. */
    public static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    public static final int MAX_ENVELOPE = 768 * 1024;
    public static final int MAX_TAGS = 10_000;

    /** @throws RefusedException Malformed if something is too large */
    public QueueDraft {
        if (envelope.length > MAX_ENVELOPE || senderTags.size() + recipientTags.size() > MAX_TAGS) {
            throw new RefusedException(new Refusal.Malformed("envelope", "too large for the queue"));
        }
        if (priority < 0 || priority > 9) {
            throw new RefusedException(new Refusal.Malformed("priority", "0 to 9"));
        }
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "QueueDraft[" + envelope.length + " octets of envelope]";
    }
}
