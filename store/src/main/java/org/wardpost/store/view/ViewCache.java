package org.wardpost.store.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.message.MailboxCounters;
import org.wardpost.store.message.MailboxDelta;
import org.wardpost.store.message.MailboxHistory;
import org.wardpost.store.message.MailboxListener;

/**
 * Views of mailboxes, shared by all sessions of this process and bounded by their weight. A view is brought up to date from what
 * this process has just written, or from the change log in O(changes); one that is asked for is current when it is asked, and never
 * shows what a power cut could still take back.
 */
public final class ViewCache implements MailboxListener {
    private final MailboxHistory history;
    private final Runnable awaitDurable;
    private final Consumer<CollectionId> opened;
    private final DamageListener damage;
    private final Cache<CollectionId, CollectionView> views;
    private final ConcurrentMap<CollectionId, Integer> inFlight = new ConcurrentHashMap<>();
    private final ConcurrentMap<CollectionId, ReentrantLock> loading = new ConcurrentHashMap<>();

    /**
     * @param awaitDurable returns when all that is committed is durable
     * @param opened hears of a mailbox that was read whole, for the check behind the answer
     * @param weight bytes of heap that views may take together
     */
    public ViewCache(
            MailboxHistory history,
            Runnable awaitDurable,
            Consumer<CollectionId> opened,
            DamageListener damage,
            long weight) {
        this.history = history;
        this.awaitDurable = awaitDurable;
        this.opened = opened;
        this.damage = damage;
        this.views = Caffeine.newBuilder()
                .maximumWeight(weight)
                .<CollectionId, CollectionView>weigher((_, view) -> view.weight())
                .build();
    }

    /** The mailbox as it is now. @throws org.wardpost.store.RefusedException NotFound, Locked */
    public CollectionView view(CollectionId id) {
        var view = current(id);
        if (inFlight.containsKey(id)) {
            awaitDurable
                    .run(); // otherwise a UID that somebody has seen could be given to another message after a power
            // cut
        }
        return view;
    }

    /** Drops what belongs to an account: a sealed one whose last session went. */
    public void forget(AccountId account) {
        views.asMap().keySet().removeIf(id -> id.owner().equals(account));
    }

    /** Drops one view: after a repair, or when another node was not heard for a while. */
    public void forget(CollectionId id) {
        views.invalidate(id);
    }

    private CollectionView current(CollectionId id) {
        var known = views.getIfPresent(id); // before the head: a view that is then ahead of it was put back
        var head = history.counters(id);
        return known != null && known.counters().equals(head) ? known : load(id);
    }

    /** One thread loads a mailbox; who waits for it finds it loaded. */
    private CollectionView load(CollectionId id) {
        var lock = loading.computeIfAbsent(id, _ -> new ReentrantLock());
        lock.lock();
        try {
            var known = views.getIfPresent(id);
            var head = history.counters(id);
            if (known != null && known.counters().equals(head)) {
                return known;
            }
            var fresh = known != null && follows(id, known.counters(), head) ? caughtUp(id, known) : whole(id);
            views.asMap().merge(id, fresh, ViewCache::newer);
            return fresh;
        } finally {
            lock.unlock();
            if (!lock.hasQueuedThreads()) {
                loading.remove(id, lock);
            }
        }
    }

    private CollectionView caughtUp(CollectionId id, CollectionView known) {
        return known.after(history.since(id, known.modseq().value()));
    }

    private CollectionView whole(CollectionId id) {
        var all = history.since(id, 0);
        opened.accept(id);
        return CollectionView.empty(id, all.counters()).after(all);
    }

    private boolean follows(CollectionId id, MailboxCounters known, MailboxCounters head) {
        if (head.modseq() < known.modseq() || head.uidNext() < known.uidNext()) {
            damage.found(id, id.value(), "a mailbox was put back to an earlier state");
            return false;
        }
        return head.uidValidity() == known.uidValidity();
    }

    private static CollectionView newer(CollectionView one, CollectionView other) {
        return one.modseq().compareTo(other.modseq()) > 0 ? one : other;
    }

    @Override
    public void committed(CollectionId id, long before, MailboxDelta delta) {
        if (delta.counters().modseq() > before) {
            inFlight.merge(id, 1, Integer::sum);
        }
        views.asMap().computeIfPresent(id, (_, view) -> advanced(view, before, delta));
    }

    private static CollectionView advanced(CollectionView view, long before, MailboxDelta delta) {
        return view.modseq().value() == before ? view.after(delta) : view;
    }

    @Override
    public void durable(CollectionId id, long modseq) {
        inFlight.computeIfPresent(id, ViewCache::oneLess);
    }

    private static @Nullable Integer oneLess(CollectionId id, Integer count) {
        return count == 1 ? null : count - 1;
    }

    @Override
    public void removed(CollectionId id) {
        views.invalidate(id);
        inFlight.remove(id);
    }
}
