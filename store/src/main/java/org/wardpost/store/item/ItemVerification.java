package org.wardpost.store.item;

import java.util.ArrayList;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Verification;
import org.wardpost.store.Verification.Findings;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.RunSums;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.RowMac;

/** Opens all items, and compares digests: the collection's, and where that differs each run's. */
public final class ItemVerification implements Verification.Step {
    private static final int RUNS = 256;

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

    private void collection(CollectionId id, Findings findings) {
        var wrong = items.<ArrayList<Long>>locked(tx -> {
            var head = items.lock(tx, id);
            var macs = items.verify(tx, id);
            var all = new ArrayList<RowMac>();
            macs.values().forEach(all::addAll);
            findings.counted("item", all.size());
            var runs = new ArrayList<Long>();
            if (!CollectionDigest.matches(head.key(), CollectionHeads.WHOLE, head.sum(), all)) {
                for (long run = 0; run < RUNS; run++) {
                    var sum = RunSums.find(tx, id, run);
                    var have = macs.getOrDefault(run, new ArrayList<>());
                    boolean same =
                            sum.isEmpty() ? have.isEmpty() : CollectionDigest.matches(head.key(), run, sum.get(), have);
                    if (!same) {
                        runs.add(run);
                    }
                }
                runs.add(CollectionHeads.WHOLE);
            }
            return runs;
        });
        if (!wrong.isEmpty()) {
            findings.bad(
                    id.owner(),
                    "item",
                    id.value(),
                    "An item was taken away or put back, in runs " + wrong.subList(0, wrong.size() - 1));
        }
    }
}
