package org.wardpost.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.wardpost.store.Refusal.Locked;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountCache;
import org.wardpost.store.account.AccountRows;
import org.wardpost.store.account.SeedOpening;
import org.wardpost.store.account.SeedRows;
import org.wardpost.store.account.SeedRows.SeedGrant;
import org.wardpost.store.account.SlotRows;
import org.wardpost.store.account.WaysIn;
import org.wardpost.store.collection.CollectionHead;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.CollectionKeys;
import org.wardpost.store.collection.GrantOpening;
import org.wardpost.store.collection.GrantRows;
import org.wardpost.store.collection.GrantRows.GrantRow;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.Rewrapping;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;
import org.wardpost.vault.UnlockedKeys;
import org.wardpost.vault.WorkingKeys;
import org.wardpost.vault.WrapContext;

/**
 * The keys at hand. Accounts and collections are opened on first use and forgotten after a while; what is returned is shared,
 * so nobody closes it. Long, for every way to a key of an account or collection is here and nowhere else.
 */
public final class KeyRing implements CollectionKeys {
    private static final int MOST_EPOCHS = 200_000;

    private final ServerKeys server;
    private final Transactions transactions;
    private final UnlockedKeys unlocked;
    private final AccountCache accounts;
    private final SlotRows slots;
    private final GrantRows grants;
    private final GrantOpening held;
    private final SeedOpening seeds;
    private final AccountRows rows;
    private final SeedRows seedRows;
    private final CollectionHeads heads;
    private final Cache<CollectionId, Epochs> epochs =
            Caffeine.newBuilder().maximumSize(MOST_EPOCHS).build();

    /** Epochs that rows of a collection may name. */
    private record Epochs(int oldest, int current) {
        static Epochs of(int current, CollectionHead head) {
            return new Epochs(head.rewrapping().map(Rewrapping::from).orElse(current), current);
        }
    }

    KeyRing(
            ServerKeys server,
            Transactions transactions,
            UnlockedKeys unlocked,
            AccountCache accounts,
            WaysIn ways,
            GrantRows grants,
            Members members) {
        this.server = server;
        this.transactions = transactions;
        this.unlocked = unlocked;
        this.accounts = accounts;
        this.slots = ways.slots();
        this.rows = ways.accounts();
        this.seedRows = ways.seeds();
        this.grants = grants;
        this.held = new GrantOpening(server.tenant(), grants, rows, members.damage, members.opened);
        this.seeds = new SeedOpening(ways, this::account, members.openedSeed);
        this.heads = new CollectionHeads(server::account, this);
    }

    /**
     * What openings on behalf of members need besides.
     *
     * @param damage hears of grants that were forged or put back
     * @param opened hears of signed grants that were opened and should be kept under the member's own wrap
     * @param openedSeed the same of grants of groups' seeds
     */
    record Members(DamageListener damage, Consumer<GrantRow> opened, Consumer<SeedGrant> openedSeed) {}

    /** Which installation this is; part of every context. */
    public UUID tenant() {
        return server.tenant();
    }

    public WorkingKeys working() {
        return server.working();
    }

    /** The key of account 0. */
    public AccountKey server() {
        return server.account();
    }

    /** The key of account 0's HOME collection, which seals and authenticates the directory. */
    public CollectionKey directory() {
        return server.directory();
    }

    /**
     * The key of an account: a managed one is opened by its root slot.
     *
     * @throws RefusedException NotFound, or Locked if the account is sealed and nobody signed in to it here
     */
    public AccountKey account(AccountId id) {
        if (id.equals(AccountId.SERVER)) {
            return server.account();
        }
        if (accounts.find(id).isEmpty()) { // it is remembered, unlike what a transaction reads
            throw new RefusedException(new NotFound());
        }
        return transactions.read(tx -> account(tx, id));
    }

    /** The same inside a transaction. */
    public AccountKey account(ReadTransaction tx, AccountId id) {
        if (id.equals(AccountId.SERVER)) {
            return server.account();
        }
        return inOneGeneration(tx, id, this::opened, key -> key);
    }

    /** The same as the database has it now: for what wraps or signs something under the lock that a new generation takes too. */
    public AccountKey now(ReadTransaction tx, AccountId id) {
        return id.equals(AccountId.SERVER) ? server.account() : opened(tx, row(tx, id));
    }

    /**
     * The keys of an account's generations, the current one first: for what earlier ones made and nobody carries over.
     *
     * @param most how many at most
     * @throws TamperedException if an earlier seed was changed or taken away
     */
    public List<AccountKey> generations(AccountId id, int most) {
        var known = new ArrayList<AccountKey>();
        known.add(account(id));
        for (int g = known.getFirst().generation() - 1; g >= 1 && known.size() < most; g--) {
            int generation = g;
            var after = known.getLast();
            known.add(unlocked.account(
                    id.value(), generation, () -> transactions.read(tx -> openEarlier(tx, id, generation, after))));
        }
        return known;
    }

    private AccountKey openEarlier(ReadTransaction tx, AccountId id, int generation, AccountKey after) {
        var sealed = seedRows.earlier(tx, id).stream()
                .filter(earlier -> earlier.generation() == generation)
                .findFirst()
                .orElseThrow(() -> new TamperedException(id.value(), "The seed of an earlier generation is missing"));
        return after.openEarlier(sealed.sealed(), generation);
    }

    /** Keeps the key of an account that its owner opened. It belongs to this from now on. */
    public void signedIn(AccountId id, AccountKey key) {
        unlocked.account(id.value(), key.generation(), () -> key);
    }

    /** The key that new rows of a collection are made with. @throws RefusedException NotFound or Locked */
    public CollectionKey current(CollectionId id) {
        return epoch(id, currentEpoch(id));
    }

    /** The same as a holder has it: see {@link #asHolder}. */
    public CollectionKey current(CollectionId id, AccountId holder) {
        return current(id, asHolder(holder));
    }

    /** The same as a member of a group has it: see {@link #asMember}. */
    public CollectionKey current(CollectionId id, AccountId group, AccountId member) {
        return current(id, asMember(group, member));
    }

    private CollectionKey current(CollectionId id, CollectionKeys as) {
        int epoch = currentEpoch(id);
        return transactions.read(tx -> as.epoch(tx, id, epoch));
    }

    /**
     * Keys as one holder has them, opened by that holder's own grant and by nothing else. Without a grant it refuses with NotFound,
     * whoever else has the key open; this object itself opens for the owner.
     */
    public CollectionKeys asHolder(AccountId holder) {
        return (tx, id, epoch) -> id.owner().equals(holder)
                ? epoch(tx, id, epoch)
                : unlocked.held(
                        holder.value(),
                        id.owner().value(),
                        id.value(),
                        epoch,
                        () -> held.open(tx, id, epoch, holder, this::inOwnGeneration));
    }

    /**
     * Keys of a group, of its own collections and of those that were shared with it, as one of its members has them: the group's seed is
     * opened by the member's own account grant, and not by the group's root slot. Refuses with NotFound without one.
     */
    public CollectionKeys asMember(AccountId group, AccountId member) {
        return (tx, id, epoch) -> unlocked.held(
                member.value(),
                id.owner().value(),
                id.value(),
                epoch,
                () -> held.open(
                        tx,
                        id,
                        epoch,
                        group,
                        (_, _, open) -> inOneGeneration(tx, group, (_, row) -> heldSeed(tx, row, member), open)));
    }

    private AccountKey heldSeed(ReadTransaction tx, Account group, AccountId member) {
        return unlocked.heldAccount(
                member.value(), group.id().value(), group.generation(), () -> seeds.open(tx, group.id(), member));
    }

    /** The keys of all epochs that rows of a locked collection may name, in ascending order. */
    public List<CollectionKey> inUse(ReadTransaction tx, LockedHead head) {
        return inUse(Epochs.of(head.epoch(), head.head()), epoch -> epoch(tx, head.id(), epoch));
    }

    /**
     * Looks something up by tags, which each epoch's key makes differently: oldest first, since rows go from old to new meanwhile.
     * Asked once more if nothing is found and another node began an epoch that was not heard of yet.
     */
    public <T> Optional<T> lookUp(CollectionId id, Function<List<CollectionKey>, Optional<T>> look) {
        var known = epochs(id);
        var found = look.apply(inUse(known, epoch -> epoch(id, epoch)));
        if (found.isEmpty()) {
            var now = readEpochs(id);
            if (!now.equals(known)) {
                epochs.put(id, now);
                return look.apply(inUse(now, epoch -> epoch(id, epoch)));
            }
        }
        return found;
    }

    private static List<CollectionKey> inUse(Epochs epochs, IntFunction<CollectionKey> open) {
        return IntStream.rangeClosed(epochs.oldest, epochs.current)
                .mapToObj(open)
                .toList();
    }

    private int currentEpoch(CollectionId id) {
        return epochs(id).current;
    }

    private Epochs epochs(CollectionId id) {
        return epochs.get(id, this::readEpochs);
    }

    private Epochs readEpochs(CollectionId id) {
        return transactions.read(tx -> heads.find(tx, id)
                .map(found -> Epochs.of(found.epoch(), found.head()))
                .orElseThrow(() -> new RefusedException(new NotFound())));
    }

    /** The key of one epoch of a collection. @throws RefusedException NotFound or Locked */
    public CollectionKey epoch(CollectionId id, int epoch) {
        return unlocked.collection(
                id.owner().value(), id.value(), epoch, () -> transactions.read(tx -> open(tx, id, epoch)));
    }

    @Override
    public CollectionKey epoch(ReadTransaction tx, CollectionId id, int epoch) {
        return unlocked.collection(id.owner().value(), id.value(), epoch, () -> open(tx, id, epoch));
    }

    /** Drops the keys of a collection that is gone or has a new epoch. */
    public void forget(CollectionId id) {
        epochs.invalidate(id);
        unlocked.forgetCollection(id.owner().value(), id.value());
    }

    /** Another node changed an account's collections: what others hold of them, and their epochs, are asked for anew. */
    void changedElsewhere(CollectionId id) {
        if (accounts.mayBeHome(id)) {
            unlocked.forgetHeldOf(id.owner().value());
            epochs.asMap().keySet().removeIf(known -> known.owner().equals(id.owner()));
        }
    }

    /** After a gap in the events of other nodes: a revocation may have been missed. */
    void forgetAll() {
        epochs.invalidateAll();
        unlocked.forgetAll();
    }

    /** Drops the keys of an account and all its collections. */
    public void forget(AccountId id) {
        unlocked.forget(id.value());
    }

    private CollectionKey inOwnGeneration(
            ReadTransaction tx, AccountId holder, Function<AccountKey, CollectionKey> open) {
        return inOneGeneration(tx, holder, this::opened, open);
    }

    /**
     * An account's row may be remembered from before its newest generation, and it and what its key wraps are read by several statements:
     * tried again with the row as it is now, if that is of another generation.
     */
    private <T> T inOneGeneration(
            ReadTransaction tx,
            AccountId id,
            BiFunction<ReadTransaction, Account, AccountKey> at,
            Function<AccountKey, T> open) {
        if (id.equals(AccountId.SERVER)) {
            return open.apply(server.account());
        }
        var account = accounts.find(tx, id).orElseThrow(() -> new RefusedException(new NotFound()));
        while (true) {
            try {
                return open.apply(at.apply(tx, account));
            } catch (TamperedException bad) {
                var now = row(tx, id);
                if (now.generation() == account.generation()) {
                    throw bad;
                }
                account = now;
            }
        }
    }

    private Account row(ReadTransaction tx, AccountId id) {
        return rows.find(tx, id)
                .orElseThrow(() -> new RefusedException(new NotFound()))
                .account();
    }

    private AccountKey opened(ReadTransaction tx, Account account) {
        return unlocked.account(account.id().value(), account.generation(), () -> openRoot(tx, account));
    }

    private AccountKey openRoot(ReadTransaction tx, Account account) {
        var root = slots.root(tx, account.id())
                .map(SlotRows.SlotRow::slot)
                .orElseThrow(() -> new RefusedException(new Locked()));
        return openRoot(root, account);
    }

    private AccountKey openRoot(SealedSlot root, Account account) {
        try {
            return AccountKey.openRoot(working(), root, account.publicKey());
        } catch (UnknownKeyException rotated) {
            server.reread(); // another node rotated
            return AccountKey.openRoot(working(), root, account.publicKey());
        }
    }

    private CollectionKey open(ReadTransaction tx, CollectionId id, int epoch) {
        return inOwnGeneration(tx, id.owner(), owner -> {
            var grant = grants.find(tx, id, epoch, id.owner()).orElseThrow(() -> new RefusedException(new NotFound()));
            var wrapped = grant.wrapped();
            if (wrapped == null) {
                throw new RefusedException(new NotFound());
            }
            return owner.unwrapOwn(new WrapContext(tenant(), id.owner().value(), id.value(), epoch), wrapped);
        });
    }
}
