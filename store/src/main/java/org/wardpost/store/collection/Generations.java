package org.wardpost.store.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.StoreFault;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountCache;
import org.wardpost.store.account.AccountRows.AccountRow;
import org.wardpost.store.account.SeedGrants;
import org.wardpost.store.account.WaysIn;
import org.wardpost.store.collection.GrantRows.CheckedGrant;
import org.wardpost.store.collection.GrantRows.GrantRow;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.AccountPublicKey;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SignedGrant;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;
import org.wardpost.vault.WrapContext;
import org.wardpost.vault.WrappedKey;

/**
 * Begins new generations of groups' keys, which is what makes a leaver's seed worth nothing: a fresh seed in every slot and for every member
 * that stays, what the group holds under it, the old seed sealed under the new one, and a new epoch of each collection that the group holds,
 * all in one commit. Rows follow in the background ({@link Rewrap}). Groups do not nest, so a group holds nobody else's seed.
 */
public final class Generations {
    private static final int ATTEMPTS = 20;

    private final Transactions transactions;
    private final CollectionHeads heads;
    private final Epochs epochs;
    private final GrantRows grants;
    private final WaysIn ways;
    private final SeedGrants seeds;
    private final AccountCache cache;
    private final KeyRing keys;
    private final DamageListener damage;

    public Generations(
            Transactions transactions,
            CollectionHeads heads,
            Epochs epochs,
            GrantRows grants,
            WaysIn ways,
            SeedGrants seeds,
            AccountCache cache,
            KeyRing keys,
            DamageListener damage) {
        this.transactions = transactions;
        this.heads = heads;
        this.epochs = epochs;
        this.grants = grants;
        this.ways = ways;
        this.seeds = seeds;
        this.cache = cache;
        this.keys = keys;
        this.damage = damage;
    }

    /** A collection came between the look at what there is and its locks. */
    private static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Moved() {
            super("collections changed meanwhile", null, false, false);
        }
    }

    /** A transaction that may {@link #begin} generations; run again if what it locks came or went meanwhile. */
    public <T> T write(Function<WriteTransaction, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.write(work);
            } catch (Moved moved) {
                if (attempt == ATTEMPTS) {
                    throw StoreFault.of("beginning a generation while collections come and go", moved);
                }
            }
        }
    }

    /**
     * Takes the locks of all that {@link #begin} changes, and of all that some accounts have which go in the same commit. After the
     * directory's lock and before any other.
     */
    public void lock(WriteTransaction tx, Collection<AccountId> groups, Set<AccountId> going) {
        var reached = reach(tx, groups, going);
        tx.lock(reached);
        if (!reached.containsAll(reach(tx, groups, going))) {
            throw new Moved();
        }
    }

    private Set<CollectionId> reach(ReadTransaction tx, Collection<AccountId> groups, Set<AccountId> going) {
        var all = new TreeSet<CollectionId>();
        for (var group : groups) {
            heads.of(tx, group).forEach(head -> all.add(head.id()));
            for (var grant : grants.heldBy(tx, group)) {
                var id = grant.row().collection();
                if (!going.contains(id.owner())) {
                    all.add(id);
                    all.add(row(tx, id.owner()).account().homeCollection());
                }
            }
        }
        going.forEach(account -> heads.of(tx, account).forEach(head -> all.add(head.id())));
        return all;
    }

    /**
     * Begins the next generation of a group's key.
     *
     * @param members who stays, and is granted the new seed
     * @param going an account that goes in the same commit with all that it shared
     * @throws RefusedException NotFound without the group; Locked if it, or an owner of what was shared with it, is sealed and not signed in
     * @throws TamperedException if what leads to the group's key is not what it had
     */
    public void begin(WriteTransaction tx, AccountId group, List<Account> members, @Nullable AccountId going) {
        var old = keys.now(tx, group);
        try (var next = AccountKey.random(old.tenant(), group.value(), old.generation() + 1)) {
            var step = new Step(tx, group, old, next);
            for (var id : held(tx, group, going)) {
                step.collection(id);
            }
            step.account(members);
        }
    }

    /** The group's HOME comes last: rows of the others lie in it, under the epoch that it has until then. */
    private List<CollectionId> held(ReadTransaction tx, AccountId group, @Nullable AccountId going) {
        var home = row(tx, group).account().homeCollection();
        var held = new ArrayList<>(grants.heldBy(tx, group).stream()
                .map(grant -> grant.row().collection())
                .filter(id -> !id.owner().equals(going) && !id.equals(home))
                .distinct()
                .sorted()
                .toList());
        held.add(home);
        return held;
    }

    private AccountRow row(ReadTransaction tx, AccountId id) {
        return ways.accounts().find(tx, id).orElseThrow(() -> new RefusedException(new NotFound()));
    }

    /** One group's, in one transaction. Nothing that it wrote is opened in it: a key that is remembered must have been committed. */
    private final class Step {
        private final WriteTransaction tx;
        private final AccountId group;
        private final AccountKey old;
        private final AccountKey next;
        private final Map<AccountId, GrantChange> changes = new TreeMap<>();

        Step(WriteTransaction tx, AccountId group, AccountKey old, AccountKey next) {
            this.tx = tx;
            this.group = group;
            this.old = old;
            this.next = next;
        }

        /** Carries the group's grants on a collection to the new generation, and begins an epoch of it. */
        void collection(CollectionId id) {
            var before = grants.on(tx, id);
            beginEpoch(id, before);
            var held = before.stream()
                    .filter(grant -> grant.row().holder().equals(group))
                    .toList();
            if (id.owner().equals(group)) {
                before.stream()
                        .filter(grant -> grant.row().signed() != null && !held.contains(grant))
                        .forEach(grant -> sound(grant, this::signAnew));
            }
            held.forEach(grant -> sound(grant, this::carry)); // last, for what is signed anew is opened by them
        }

        private void sound(CheckedGrant grant, Consumer<CheckedGrant> step) {
            try {
                step.accept(grant);
            } catch (TamperedException | UnknownKeyException bad) {
                damage.found(
                        grant.row().collection(),
                        grant.row().holder().value(),
                        "A grant did not come into a new generation: " + bad.getMessage());
            }
        }

        private void beginEpoch(CollectionId id, List<CheckedGrant> before) {
            LockedHead head;
            try {
                head = heads.lock(tx, id);
            } catch (TamperedException bad) { // it holds up no leaver: the seed is new all the same
                damage.found(id, id.value(), "No new epoch was begun: " + bad.getMessage());
                return;
            }
            boolean own = id.owner().equals(group);
            var others = before.stream()
                    .map(grant -> grant.row().holder())
                    .filter(holder -> !holder.equals(group) && !holder.equals(id.owner()))
                    .distinct()
                    .sorted()
                    .toList();
            var by = own ? next : keys.now(tx, id.owner());
            var key = epochs.begin(tx, head, others, by, change(id));
            if (!own) {
                var wrapped = next.wrapOwn(key);
                change(id).add(grants.insert(tx, new GrantRow(id, key.context().epoch(), group, wrapped, null)));
            }
        }

        /** What the group holds comes under its new own-wrap. */
        private void carry(CheckedGrant grant) {
            var mac = grants.keep(tx, grant.row(), next.wrapOwn(opened(grant.row())));
            change(grant.row().collection()).replace(grant.mac(), mac);
        }

        /** What the group signed and nobody opened yet: its signature is checked with the key in its row. */
        private void signAnew(CheckedGrant grant) {
            var row = grant.row();
            var held = grants.find(tx, row.collection(), row.epoch(), group);
            if (held.isPresent()) {
                var holder = row.holder();
                var signed = next.grant(opened(held.get()), publicKey(holder), holder.value());
                grants.delete(tx, row);
                var again = new GrantRow(row.collection(), row.epoch(), holder, null, signed.bytes());
                change(row.collection()).replace(grant.mac(), grants.insert(tx, again));
            }
        }

        private CollectionKey opened(GrantRow row) {
            byte[] signed = row.signed();
            if (signed == null) {
                return old.unwrapOwn(context(row), wrapped(row));
            }
            var grant = SignedGrant.ofStored(signed);
            return old.openGrant(grant, publicKey(new AccountId(grant.granter())));
        }

        private static WrappedKey wrapped(GrantRow row) {
            var wrapped = row.wrapped();
            if (wrapped == null) {
                throw new TamperedException(row.collection().value(), "A grant holds no key");
            }
            return wrapped;
        }

        private WrapContext context(GrantRow row) {
            var id = row.collection();
            return new WrapContext(old.tenant(), id.owner().value(), id.value(), row.epoch());
        }

        private AccountPublicKey publicKey(AccountId id) {
            return row(tx, id).account().publicKey();
        }

        private GrantChange change(CollectionId id) {
            return changes.computeIfAbsent(id.owner(), _ -> new GrantChange());
        }

        /** The account's row, its slots, the grants of its seed, and the digests of whoever owns what the group holds. */
        void account(List<Account> members) {
            var row = ways.accounts().lock(tx, group);
            if (row.account().generation() != old.generation()) {
                throw new Moved();
            }
            var removed = new ArrayList<RowMac>();
            var added = new ArrayList<RowMac>();
            for (var slot : ways.requireAll(tx, row)) {
                removed.add(slot.mac());
                var sealed = slot.slot().context().kind() == SlotKind.ROOT
                        ? next.rootSlot(keys.working().current(), slot.id())
                        : next.intoSlot(keys.working(), slot.slot());
                added.add(ways.slots().renew(tx, slot, sealed));
            }
            ways.seeds().grants(tx, group).forEach(grant -> removed.add(grant.mac()));
            ways.seeds().deleteGrants(tx, group);
            added.addAll(seeds.insert(tx, row.account(), next, members));
            added.add(ways.seeds().insertEarlier(tx, group, old.generation(), next.sealEarlier(old)));
            var sum = ways.accounts().changeSlots(row, removed, added);
            ways.accounts().update(tx, row.withSlots(sum, row.nextSlot()).nextGeneration(next.publicKey()));
            changes.forEach((owner, change) -> ways.accounts()
                    .change(
                            tx,
                            owner,
                            changed -> changed.withGrants(
                                    ways.accounts().changeGrants(changed, change.removed(), change.added()))));
            tx.onRollback(() -> keys.forget(group));
            tx.afterCommit(() -> {
                cache.forget(group, row.account().address());
                keys.forget(group);
            });
            tx.announce(row.account().homeCollection(), Modseq.ZERO);
        }
    }
}
