package org.wardpost.store.queue;

/** Which mails of a queue. Text is compared as it was given to {@link QueueDraft}; normalise before both. */
public sealed interface QueueFilter {
    record All() implements QueueFilter {}

    record ByName(String name) implements QueueFilter {}

    record BySender(String sender) implements QueueFilter {}

    record ByRecipient(String recipient) implements QueueFilter {}
}
