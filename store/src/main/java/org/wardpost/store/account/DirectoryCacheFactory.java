package org.wardpost.store.account;

import java.util.function.Supplier;
import org.wardpost.store.AccountId;
import org.wardpost.store.event.ChangeFeed;

/** Makes caches that forget when another node changed the directory. */
public final class DirectoryCacheFactory {
    private final ChangeFeed changes;

    public DirectoryCacheFactory(ChangeFeed changes) {
        this.changes = changes;
    }

    <T> DirectoryCache<T> of(Supplier<T> reader) {
        var cache = new DirectoryCache<>(reader);
        changes.subscribe(change -> {
            if (change.origin().isPresent() && change.id().owner().equals(AccountId.SERVER)) {
                cache.forget();
            }
        });
        changes.onGap(cache::forget);
        return cache;
    }
}
