package org.wardpost.store.message;

import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.quota.QuotaRepository;
import org.wardpost.vault.TamperedException;

/** Counts what an account's messages come to, and writes it down where its counters say something else. */
public final class QuotaRepair {
    private final Transactions transactions;
    private final CollectionHeads heads;
    private final QuotaRepository quotas;
    private final KeyRing keys;

    public QuotaRepair(Transactions transactions, CollectionHeads heads, QuotaRepository quotas, KeyRing keys) {
        this.transactions = transactions;
        this.heads = heads;
        this.quotas = quotas;
        this.keys = keys;
    }

    private record Sum(long octets, long messages) {}

    /** Its writers wait meanwhile. @return whether the counters were wrong */
    public boolean recount(AccountId account) {
        return transactions.<Boolean>write(tx -> {
            var ids = heads.of(tx, account).stream()
                    .map(CollectionHeads.ServerCheckedHead::id)
                    .sorted()
                    .toList();
            tx.lock(ids);
            long octets = 0;
            long messages = 0;
            for (var id : ids) {
                var sum = sum(tx, id);
                octets += sum.octets;
                messages += sum.messages;
            }
            return quotas.recounted(tx, account, octets, messages);
        });
    }

    private Sum sum(ReadTransaction tx, CollectionId id) {
        long octets = 0;
        long messages = 0;
        for (var row : MessageRows.all(tx, id, UidSet.ALL)) {
            try {
                octets += CheckedRow.of(tx, row, keys, id).record().size();
                messages++;
            } catch (TamperedException bad) {
                // counts when it is repaired, or set aside and then not at all
            }
        }
        return new Sum(octets, messages);
    }
}
