package org.wardpost.store.collection;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Refusal.NotPermitted;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountRows;
import org.wardpost.store.account.SeedGrants;
import org.wardpost.store.collection.GrantRows.CheckedGrant;
import org.wardpost.store.collection.GrantRows.GrantRow;
import org.wardpost.vault.CollectionKey;

/**
 * Who besides its owner holds the key of a collection. A grant is the key by HPKE to the member's account, signed by the granter;
 * when the member first opens it, the signature is checked and the member's own wrap put in its place. What a member may do with
 * the key is not here: rights between holders are checked by whoever serves them.
 */
public final class GrantRepository {
    private final Transactions transactions;
    private final CollectionHeads heads;
    private final GrantRows grants;
    private final AccountRows accounts;
    private final KeyRing keys;
    private final Epochs epochs;
    private final SeedGrants seeds;

    public GrantRepository(
            Transactions transactions,
            CollectionHeads heads,
            Epochs epochs,
            GrantRows grants,
            AccountRows accounts,
            SeedGrants seeds,
            KeyRing keys) {
        this.transactions = transactions;
        this.heads = heads;
        this.grants = grants;
        this.epochs = epochs;
        this.seeds = seeds;
        this.accounts = accounts;
        this.keys = keys;
    }

    /**
     * Lets a member open the collection, in every epoch that rows may still name; durable when this returns. For whoever holds it
     * already, the owner too, it changes nothing.
     *
     * @param granter signs; the owner or another holder, but not a group, whose signature would end with its next leaver
     * @param member a user or a group
     * @throws RefusedException NotFound without collection or member; NotPermitted for a granter that does not hold the key; Locked
     *     for a sealed granter that nobody opened
     */
    public void grant(CollectionId collection, AccountId granter, AccountId member) {
        transactions.run(tx -> {
            var head = heads.lock(tx, collection);
            var all = grants.on(tx, collection);
            var missing = new TreeSet<>(epochs(all, granter));
            if (!missing.contains(head.epoch())) {
                throw new RefusedException(new NotPermitted("grant"));
            }
            boolean owns = granter.equals(collection.owner());
            if (!owns && account(tx, granter).isGroup()) {
                throw new RefusedException(new NotPermitted("grant"));
            }
            missing.removeAll(epochs(all, member));
            if (missing.isEmpty()) {
                return;
            }
            var to = account(tx, member);
            var by = keys.now(tx, granter);
            var held = keys.asHolder(granter);
            var change = new GrantChange();
            for (int epoch : missing) {
                CollectionKey key = held.epoch(tx, collection, epoch);
                var signed = by.grant(key, to.publicKey(), member.value()).bytes();
                change.add(grants.insert(tx, new GrantRow(collection, epoch, member, null, signed)));
            }
            changed(tx, collection, change);
        });
    }

    /**
     * Takes the member's grants away and begins a new epoch, which everybody else who holds the collection is granted, in one
     * commit. What is written from then on the member's copy of a key does not open; what was written before follows in the
     * background ({@link Rewrap}). For who holds none it changes nothing.
     *
     * @throws RefusedException NotFound without the collection; NotPermitted for the owner; Locked for a sealed owner that nobody
     *     opened
     */
    public void revoke(CollectionId collection, AccountId member) {
        if (member.equals(collection.owner())) {
            throw new RefusedException(new NotPermitted("revoke"));
        }
        transactions.run(tx -> {
            tx.lock(List.of(home(tx, collection), collection));
            var head = heads.lock(tx, collection);
            var all = grants.on(tx, collection);
            var gone = all.stream()
                    .filter(grant -> grant.row().holder().equals(member))
                    .toList();
            if (gone.isEmpty()) {
                return;
            }
            var change = new GrantChange();
            gone.forEach(grant -> {
                grants.delete(tx, grant.row());
                change.remove(grant.mac());
            });
            epochs.begin(tx, head, others(all, collection, member), keys.now(tx, collection.owner()), change);
            changed(tx, collection, change);
        });
    }

    /** Takes away whatever a member that is about to be removed holds of others. */
    public void revokeAll(AccountId member) {
        heldBy(member).forEach(collection -> revoke(collection, member));
    }

    /** Everybody but the owner who holds the key, in ascending order; empty for a collection that is not there. */
    public List<AccountId> holders(CollectionId collection) {
        return transactions.read(tx -> grants.on(tx, collection)).stream()
                .map(grant -> grant.row().holder())
                .filter(Predicate.not(collection.owner()::equals))
                .distinct()
                .sorted()
                .toList();
    }

    /** The collections of others that the member holds by a grant of its own, in ascending order; those of its groups are not here. */
    public List<CollectionId> heldBy(AccountId member) {
        return transactions.read(tx -> grants.heldBy(tx, member)).stream()
                .map(grant -> grant.row().collection())
                .filter(collection -> !collection.owner().equals(member))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Opens the collection's key as the holder, by that holder's own grant: what a session does before it serves a collection of
     * another account. Costs a look into memory when it was opened before.
     *
     * @throws RefusedException NotFound without collection or grant, also right after {@link #revoke}; Locked for a sealed holder
     * @throws org.wardpost.vault.TamperedException if the grant was forged or put back; it is audited then
     */
    public void require(CollectionId collection, AccountId holder) {
        Objects.requireNonNull(keys.current(collection, holder));
    }

    /**
     * The same for who holds nothing but a group's seed: it is opened by the member's own account grant, and the collection's key by the
     * group's, be the collection the group's own or shared with it. A member of before there were account grants gets his here.
     *
     * @throws RefusedException NotFound for who is no member, also right after leaving; Locked for a sealed member
     * @throws org.wardpost.vault.TamperedException if either grant was forged or put back; it is audited then
     */
    public void requireAsMember(CollectionId collection, AccountId group, AccountId member) {
        try {
            Objects.requireNonNull(keys.current(collection, group, member));
        } catch (RefusedException none) {
            if (!seeds.giveMissing(group)) {
                throw none;
            }
            Objects.requireNonNull(keys.current(collection, group, member));
        }
    }

    /** Puts the holder's own wrap in the place of a signed grant that was opened; called by the store itself, after the opening. */
    public void keep(GrantRow opened) {
        var collection = opened.collection();
        transactions.run(tx -> {
            heads.lock(tx, collection);
            var found = grants.on(tx, collection).stream()
                    .filter(grant -> grant.row().epoch() == opened.epoch()
                            && grant.row().holder().equals(opened.holder())
                            && grant.row().signed() != null)
                    .findFirst();
            if (found.isPresent()) {
                var own = keys.now(tx, opened.holder())
                        .wrapOwn(keys.asHolder(opened.holder()).epoch(tx, collection, opened.epoch()));
                var change = new GrantChange();
                change.remove(found.get().mac());
                change.add(grants.keep(tx, found.get().row(), own));
                changeDigest(tx, collection, change);
            }
        });
    }

    private void changed(WriteTransaction tx, CollectionId id, GrantChange change) {
        var owner = changeDigest(tx, id, change);
        tx.afterCommit(() -> keys.forget(id));
        tx.announce(owner.homeCollection(), Modseq.ZERO); // other nodes forget what members have open
    }

    private Account changeDigest(WriteTransaction tx, CollectionId id, GrantChange change) {
        return accounts.change(
                        tx,
                        id.owner(),
                        row -> row.withGrants(accounts.changeGrants(row, change.removed(), change.added())))
                .account();
    }

    private CollectionId home(ReadTransaction tx, CollectionId id) {
        return account(tx, id.owner()).homeCollection();
    }

    private static List<AccountId> others(List<CheckedGrant> all, CollectionId id, AccountId but) {
        return all.stream()
                .map(grant -> grant.row().holder())
                .filter(holder -> !holder.equals(but) && !holder.equals(id.owner()))
                .distinct()
                .sorted()
                .toList();
    }

    private Account account(ReadTransaction tx, AccountId id) {
        return accounts.find(tx, id)
                .orElseThrow(() -> new RefusedException(new NotFound()))
                .account();
    }

    private static TreeSet<Integer> epochs(List<CheckedGrant> all, AccountId holder) {
        var epochs = new TreeSet<Integer>();
        all.stream()
                .filter(grant -> grant.row().holder().equals(holder))
                .forEach(grant -> epochs.add(grant.row().epoch()));
        return epochs;
    }
}
