package org.wardpost.store.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Verification;
import org.wardpost.store.Verification.Findings;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RunSums;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.RowMac;

/** Opens all items, and compares digests: the collection's, and where that differs each run's. */
public final class ItemVerification implements Verification.Step {
    private final CollectionRepository collections;
    private final ItemRepository items;

    public ItemVerification(CollectionRepository collections, ItemRepository items) {
        this.collections = collections;
        this.items = items;
    }

    @Override
    public void account(AccountId account, Findings findings) {
        findings.check(
                account,
                "item",
                account.value(),
                () -> CollectionKind.OF_ITEMS.stream()
                        .flatMap(kind -> collections.list(account, kind).stream())
                        .forEach(collection -> findings.check(
                                account,
                                "item",
                                collection.id().value(),
                                () -> collection(collection.id(), findings))));
    }

    /** @param whole whether the collection's digest is that of its items @param runs whose digest is not */
    private record Wrong(boolean whole, Set<Long> runs) {}

    private static Set<Long> runs(LockedHead head, Map<Long, MaskedSum> sums, Map<Long, ? extends List<RowMac>> macs) {
        var runs = new TreeSet<>(sums.keySet());
        runs.addAll(macs.keySet());
        runs.removeIf(run -> {
            var sum = sums.get(run);
            List<RowMac> have = macs.containsKey(run) ? macs.get(run) : List.of();
            return sum == null ? have.isEmpty() : CollectionDigest.matches(head.key(), run, sum, have);
        });
        return runs;
    }

    private void collection(CollectionId id, Findings findings) {
        var bad = new ArrayList<RuntimeException>();
        var wrong = items.<Wrong>locked(tx -> {
            bad.clear();
            var head = items.lock(tx, id);
            var macs = items.verify(tx, id, bad::add);
            var all = new ArrayList<RowMac>();
            macs.values().forEach(all::addAll);
            findings.counted("item", all.size());
            boolean whole = CollectionDigest.matches(head.key(), CollectionHeads.WHOLE, head.sum(), all);
            return new Wrong(whole, runs(head, RunSums.of(tx, id), macs));
        });
        for (var each : bad) {
            findings.check(id.owner(), "item", id.value(), () -> {
                throw each;
            });
        }
        if (!bad.isEmpty()) {
            return;
        }
        if (!wrong.whole) {
            findings.bad(id.owner(), "item", id.value(), "An item was taken away or put back, in runs " + wrong.runs);
        } else if (!wrong.runs.isEmpty()) {
            findings.bad(id.owner(), "item", id.value(), "The digest was changed of runs " + wrong.runs);
        }
    }
}
