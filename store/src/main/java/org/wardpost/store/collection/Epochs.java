package org.wardpost.store.collection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.AccountRows;
import org.wardpost.store.collection.CollectionRows.CollectionRow;
import org.wardpost.store.collection.GrantRows.GrantRow;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.CollectionKey;

/**
 * Begins new epochs of collections: a fresh key for all that is written from then on, for those who hold it still. Public for the store's own
 * packages.
 */
public final class Epochs {
    private final CollectionHeads heads;
    private final CollectionRows rows;
    private final GrantRows grants;
    private final AccountRows accounts;
    private final KeyRing keys;
    private final List<Consumer<CollectionId>> listeners = new CopyOnWriteArrayList<>();

    public Epochs(CollectionHeads heads, CollectionRows rows, GrantRows grants, AccountRows accounts, KeyRing keys) {
        this.heads = heads;
        this.rows = rows;
        this.grants = grants;
        this.accounts = accounts;
        this.keys = keys;
    }

    /** Who hears of each new epoch after its commit, to carry rows to it. */
    public void onBegin(Consumer<CollectionId> listener) {
        listeners.add(listener);
    }

    /**
     * Begins an epoch in the transaction that has the locks of the collection and of its owner's HOME. One modseq of HOME, none of
     * the collection: nothing in it changes for anybody who reads it.
     *
     * @param head of the collection
     * @param holders who besides the owner is granted it
     * @param by key of the owner
     * @param change gathers the grants that are made
     * @return the epoch's key; no grant gives it before the commit
     */
    CollectionKey begin(
            WriteTransaction tx, LockedHead head, List<AccountId> holders, AccountKey by, GrantChange change) {
        var id = head.id();
        var owner = accounts.find(tx, id.owner())
                .orElseThrow(() -> new RefusedException(new NotFound()))
                .account();
        var next = CollectionKey.random(head.key().context().epoch(head.epoch() + 1));
        var begun = heads.begin(tx, head, next);
        change.add(grants.insert(tx, new GrantRow(id, begun.epoch(), id.owner(), by.wrapOwn(next), null)));
        for (var holder : holders) {
            var to = accounts.find(tx, holder).orElseThrow(() -> new RefusedException(new NotFound()));
            var signed =
                    by.grant(next, to.account().publicKey(), holder.value()).bytes();
            change.add(grants.insert(tx, new GrantRow(id, begun.epoch(), holder, null, signed)));
        }
        var home = owner.homeCollection();
        var homeHead = home.equals(id) ? begun : heads.lock(tx, home);
        var row = row(tx, home, id);
        var mac = rows.update(tx, homeHead.key(), row.inEpoch(begun.epoch()));
        var after = heads.change(tx, homeHead, HeadChange.of(1, List.of(row.mac()), List.of(mac)));
        tx.announce(home, after.modseq());
        tx.onRollback(() -> keys.forget(id)); // who goes on in this transaction may have opened it
        tx.afterCommit(() -> {
            keys.forget(id);
            listeners.forEach(listener -> listener.accept(id));
        });
        return next;
    }

    private CollectionRow row(WriteTransaction tx, CollectionId home, CollectionId id) {
        return rows.of(tx, home, tx.damage()).stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(new NotFound()));
    }
}
