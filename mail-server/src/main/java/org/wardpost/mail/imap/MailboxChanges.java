package org.wardpost.mail.imap;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wardpost.store.CollectionId;
import org.wardpost.store.event.ChangeFeed;

/** Wakes who waits for a mailbox to change. One subscription to the store for all connections: a change costs a look-up, not a
 * walk over everybody. */
public final class MailboxChanges implements AutoCloseable {
    private final Map<CollectionId, Set<Runnable>> waiting = new ConcurrentHashMap<>();
    private final ChangeFeed.Subscription changes;
    private final ChangeFeed.Subscription gaps;

    public MailboxChanges(ChangeFeed feed) {
        changes = feed.subscribe(change -> wake(waiting.getOrDefault(change.id(), Set.of())));
        gaps = feed.onGap(() -> waiting.values().forEach(MailboxChanges::wake));
    }

    /** @param waker called on the thread of whoever made the change: it must be quick
     * @return closes the registration */
    Registration register(CollectionId id, Runnable waker) {
        waiting.compute(id, (_, wakers) -> {
            var all = wakers == null ? ConcurrentHashMap.<Runnable>newKeySet() : wakers;
            all.add(waker);
            return all;
        });
        return () -> waiting.computeIfPresent(id, (_, wakers) -> {
            wakers.remove(waker);
            return wakers.isEmpty() ? null : wakers;
        });
    }

    @Override
    public void close() {
        changes.close();
        gaps.close();
    }

    private static void wake(Set<Runnable> wakers) {
        for (var waker : wakers) waker.run();
    }

    /** Ends waiting. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
