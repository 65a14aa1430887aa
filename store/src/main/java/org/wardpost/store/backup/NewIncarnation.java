package org.wardpost.store.backup;

import java.util.List;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Progress;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.UidValidity;
import org.wardpost.store.sql.Sql;

/**
 * Gives each collection of a restored store a new UIDVALIDITY: what clients remember is ahead of it, and UIDs that they have seen
 * will be given to other messages (RFC 9051 §2.3.1.1).
 */
public final class NewIncarnation {
    private static final Sql ACCOUNTS = new Sql("select account from account order by account");

    private final Transactions transactions;
    private final CollectionHeads heads;
    private final UidValidity uidValidity;

    public NewIncarnation(Transactions transactions, CollectionHeads heads, UidValidity uidValidity) {
        this.transactions = transactions;
        this.heads = heads;
        this.uidValidity = uidValidity;
    }

    /**
     * What was renewed.
     *
     * @param collections that have a new UIDVALIDITY
     * @param locked collections of sealed accounts, whose heads only their owners' keys can write
     */
    public record Renewed(long collections, long locked) {}

    /** @param progress counts accounts */
    public Renewed run(Progress progress) {
        List<AccountId> accounts = transactions.read(tx -> tx.list(ACCOUNTS, _ -> {}, row -> new AccountId(row.id())));
        long renewed = 0;
        long locked = 0;
        for (int i = 0; i < accounts.size(); i++) {
            progress.at(i, accounts.size());
            var of = account(accounts.get(i));
            renewed += of.collections;
            locked += of.locked;
        }
        progress.at(accounts.size(), accounts.size());
        return new Renewed(renewed, locked);
    }

    private Renewed account(AccountId account) {
        return transactions.write(tx -> {
            var ids = heads.of(tx, account).stream()
                    .map(CollectionHeads.ServerCheckedHead::id)
                    .sorted()
                    .toList();
            try {
                ids.forEach(id -> renew(tx, id));
                return new Renewed(ids.size(), 0);
            } catch (RefusedException refused) {
                if (refused.refusal() instanceof Refusal.Locked) {
                    return new Renewed(0, ids.size());
                }
                throw refused;
            }
        });
    }

    private void renew(WriteTransaction tx, CollectionId id) {
        LockedHead at = heads.lock(tx, id);
        var head = at.head();
        long validity = Math.max(uidValidity.next(), head.uidValidity() + 1);
        heads.replace(tx, id, at.epoch(), at.key(), head.withUidValidity(validity), at.sum());
    }
}
