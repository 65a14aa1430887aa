package org.wardpost.mail.imap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.store.AccountId;
import org.wardpost.store.message.StoredMessage;

/**
 * Opened summaries of messages that were listed lately, for all clients: what is in it is answered without the store, from the octets
 * that are sent. A message is immutable, and which one a UID means the view says, so nothing in here grows old; bounded by weight,
 * and forgotten like keys after a quarter of an hour without use.
 */
final class SummaryCache {
    private static final Duration IDLE = Duration.ofMinutes(15);
    private static final int ENTRY = 160; // octets of heap that an entry takes beside its value, roughly

    private final Cache<Key, byte[]> summaries;

    private record Key(AccountId owner, UUID object) {}

    /** @param weight octets of heap, all entries together */
    SummaryCache(long weight) {
        summaries = Caffeine.newBuilder()
                .maximumWeight(weight)
                .<Key, byte[]>weigher((_, summary) -> ENTRY + summary.length)
                .expireAfterAccess(IDLE)
                .build();
    }

    /** @param owner of the mailbox, who may be another than the one who reads it */
    Optional<MessageSummary> find(AccountId owner, UUID object) {
        return Optional.ofNullable(summaries.getIfPresent(new Key(owner, object)))
                .map(MessageSummary::decode);
    }

    /** Opens a message's summary and keeps it. @throws org.wardpost.vault.TamperedException if it is not what was stored */
    MessageSummary open(AccountId owner, StoredMessage message) {
        byte[] opened = message.summary();
        var summary = MessageSummary.decode(opened);
        summaries.put(new Key(owner, message.objectId()), opened);
        return summary;
    }
}
