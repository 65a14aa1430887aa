package org.wardpost.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.vault.TamperedException;

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

    /** What nobody reported by its place, who knew more of it: rows of an account, of the directory. */
    void foundSomewhere(RuntimeException bad) {
        if (bad instanceof TamperedException tampered
                && tampered.object().filter(told.asMap()::containsKey).isEmpty()) {
            var why = String.valueOf(bad.getMessage());
            var id = tampered.object().orElseGet(() -> nameOf(why));
            tell(nameOf("unplaced " + id), new CollectionId(AccountId.SERVER, id), id, why);
        }
    }

    private static UUID nameOf(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void found(CollectionId collection, UUID what, String why) {
        tell(what, collection, what, why);
    }

    private void tell(UUID once, CollectionId collection, UUID what, String why) {
        if (told.asMap().putIfAbsent(once, true) == null) {
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
