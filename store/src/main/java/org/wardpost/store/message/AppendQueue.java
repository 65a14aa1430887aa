package org.wardpost.store.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.wardpost.store.CollectionId;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;

/**
 * Combines concurrent appends to one mailbox: whoever gets its lock appends for all who wait, in one transaction with one range of
 * modseqs. The lock is given back before the wait for the disk, so the next group forms meanwhile.
 */
final class AppendQueue {
    /** Drafts a transaction. */
    private static final int MOST = 64;

    private final Transactions transactions;
    private final Appending appending;
    private final MailboxWriters writers;
    private final Map<CollectionId, Deque<Waiting>> waiting = new HashMap<>();

    AppendQueue(Transactions transactions, Appending appending, MailboxWriters writers) {
        this.transactions = transactions;
        this.appending = appending;
        this.writers = writers;
    }

    private static final class Waiting {
        final PreparedDraft draft;
        final CompletableFuture<Appending.Outcome> outcome = new CompletableFuture<>();

        Waiting(PreparedDraft draft) {
            this.draft = draft;
        }
    }

    /** Durable when it returns. @throws RefusedException OverQuota, NotFound */
    Appended append(PreparedDraft draft) {
        var mine = new Waiting(draft);
        enter(mine);
        var group = new ArrayList<Waiting>();
        try {
            settle(group, transactions.commit(tx -> appendAll(tx, draft.target(), group)));
        } catch (RuntimeException | Error failed) {
            failed(group, mine, failed);
        }
        return result(mine);
    }

    /** From here on nothing is tried again: it is committed, and only the disk can fail. */
    private static void settle(List<Waiting> group, Transactions.Committed<List<Appending.Outcome>> committed) {
        try {
            var outcomes = committed.await();
            for (int i = 0; i < group.size(); i++) {
                group.get(i).outcome.complete(outcomes.get(i));
            }
        } catch (RuntimeException | Error failed) {
            group.forEach(each -> each.outcome.completeExceptionally(failed));
        }
    }

    private List<Appending.Outcome> appendAll(WriteTransaction tx, CollectionId target, List<Waiting> group) {
        tx.lock(target);
        if (group.isEmpty()) { // not when the database had this transaction run again
            leave(target, group);
        }
        return group.isEmpty() ? List.of() : write(tx, target, group);
    }

    private List<Appending.Outcome> write(WriteTransaction tx, CollectionId target, List<Waiting> group) {
        var writer = writers.open(tx);
        writer.lock(Set.of(target));
        writer.charge(Set.of(target.owner()));
        var outcomes = new ArrayList<Appending.Outcome>(group.size());
        for (var each : group) {
            outcomes.add(appending.append(writer, each.draft));
        }
        writer.finish();
        return outcomes;
    }

    /** One bad draft must not spoil those that were only waiting beside it: each is tried alone. */
    private void failed(List<Waiting> group, Waiting mine, Throwable failure) {
        if (group.size() == 1) {
            group.getFirst().outcome.completeExceptionally(failure);
            return;
        }
        if (group.isEmpty()) {
            if (withdraw(mine)) { // otherwise somebody else has it in his group and answers
                mine.outcome.completeExceptionally(failure);
            }
            return;
        }
        for (var each : group) {
            var alone = List.of(each);
            try {
                settle(alone, transactions.commit(tx -> write(tx, each.draft.target(), alone)));
            } catch (RuntimeException | Error again) {
                each.outcome.completeExceptionally(again);
            }
        }
    }

    private static Appended result(Waiting mine) {
        try {
            return switch (mine.outcome.join()) {
                case Appending.Outcome.Done(var appended) -> appended;
                case Appending.Outcome.Refused(var refusal) -> throw new RefusedException(refusal);
            };
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RefusedException refused) {
                throw new RefusedException(refused.refusal());
            }
            if (failed.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw failed;
        }
    }

    private synchronized void enter(Waiting one) {
        waiting.computeIfAbsent(one.draft.target(), _ -> new ArrayDeque<>()).add(one);
    }

    private synchronized boolean withdraw(Waiting one) {
        var all = waiting.get(one.draft.target());
        return all != null && all.remove(one);
    }

    private synchronized void leave(CollectionId target, List<Waiting> group) {
        var all = waiting.get(target);
        while (all != null && !all.isEmpty() && group.size() < MOST) {
            group.add(all.remove());
        }
        if (all != null && all.isEmpty()) {
            waiting.remove(target);
        }
    }
}
