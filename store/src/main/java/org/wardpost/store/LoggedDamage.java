package org.wardpost.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each damaged thing once an hour at most, by its random ids, and hands it on. */
final class LoggedDamage implements DamageListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedDamage.class);

    private final DamageListener next;
    private final Cache<UUID, Boolean> told = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    LoggedDamage(DamageListener next) {
        this.next = next;
    }

    @Override
    public void found(CollectionId collection, UUID what, String why) {
        if (told.asMap().putIfAbsent(what, true) == null) {
            LOG.error("damaged in collection {} of account {}: {}", collection.value(), collection.owner(), why);
            // not here: whoever found it holds a connection, and maybe locks
            Thread.startVirtualThread(() -> pass(collection, what, why));
        }
    }

    private void pass(CollectionId collection, UUID what, String why) {
        try {
            next.found(collection, what, why);
        } catch (RuntimeException failed) {
            LOG.warn("damage could not be audited: {}", failed.getClass().getName());
        }
    }
}
