package org.wardpost.store.collection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Refusal.NotPermitted;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountCache;
import org.wardpost.store.account.AccountRows;
import org.wardpost.store.collection.CollectionRows.CollectionRow;
import org.wardpost.store.event.ChangeFeed;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.WrapContext;

/**
 * Mailboxes, calendars and address books as such. Which ones an account has is kept in memory and dropped when it changes; each
 * change is one modseq of the account's HOME collection.
 */
public final class CollectionRepository {
    private static final int MOST = 200_000;

    private final Transactions transactions;
    private final CollectionRows rows;
    private final CollectionHeads heads;
    private final GrantRows grants;
    private final AccountRows accountRows;
    private final AccountCache accounts;
    private final KeyRing keys;
    private final UidValidity uidValidity;
    private final List<CollectionContents> contents = new CopyOnWriteArrayList<>();
    private final Cache<AccountId, AccountCollections> cache = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .<AccountId, AccountCollections>weigher((_, known) -> known.all().size() + 1)
            .build();

    public CollectionRepository(
            Transactions transactions,
            CollectionRows rows,
            CollectionHeads heads,
            GrantRows grants,
            AccountRows accountRows,
            AccountCache accounts,
            KeyRing keys,
            UidValidity uidValidity,
            ChangeFeed changes) {
        this.transactions = transactions;
        this.rows = rows;
        this.heads = heads;
        this.grants = grants;
        this.accountRows = accountRows;
        this.accounts = accounts;
        this.keys = keys;
        this.uidValidity = uidValidity;
        changes.subscribe(change -> {
            if (change.origin().isPresent()) {
                changedElsewhere(change.id());
            }
        });
        changes.onGap(cache::invalidateAll);
    }

    /** Whoever keeps rows of collections says so once, at start. */
    public void register(CollectionContents keeper) {
        contents.add(keeper);
    }

    /** @throws RefusedException AlreadyExists if the account has one of that kind and name; NotFound without the account */
    public Collection create(
            AccountId owner, CollectionKind kind, CollectionRole role, String name, Map<String, String> properties) {
        var account = account(owner);
        var id = new CollectionId(owner, Ids.random());
        var context = new WrapContext(keys.tenant(), owner.value(), id.value(), 1);
        try (var key = CollectionKey.random(context)) {
            return transactions.write(tx -> {
                var home = heads.lock(tx, account.homeCollection());
                if (byName(read(tx, account), kind, name).isPresent()) {
                    throw new RefusedException(new AlreadyExists());
                }
                var collection = new Collection(id, kind, role, name, uidValidity.next(), 1, Map.copyOf(properties));
                heads.insert(tx, id, 1, key, collection.uidValidity());
                var grant = grants.insert(
                        tx,
                        new GrantRows.GrantRow(id, 1, owner, keys.now(tx, owner).wrapOwn(key), null));
                accountRows.change(
                        tx, owner, row -> row.withGrants(accountRows.changeGrants(row, List.of(), List.of(grant))));
                changed(tx, home, List.of(), List.of(rows.insert(tx, home.key(), collection)));
                return collection;
            });
        }
    }

    /** All of a kind, in no order. Empty for an account that is not there. */
    public List<Collection> list(AccountId owner, CollectionKind kind) {
        return known(owner).ofKind(kind);
    }

    public Optional<Collection> find(CollectionId id) {
        return known(id.owner()).withId(id);
    }

    public Optional<Collection> findByName(AccountId owner, CollectionKind kind, String name) {
        return known(owner).named(kind, name);
    }

    /** @throws RefusedException NotFound or AlreadyExists */
    public void rename(CollectionId id, String name) {
        renameTree(id.owner(), Map.of(id, name));
    }

    /** Gives several collections of one account new names in one commit. @throws RefusedException NotFound or AlreadyExists */
    public void renameTree(AccountId owner, Map<CollectionId, String> names) {
        var account = account(owner);
        transactions.run(tx -> {
            var home = heads.lock(tx, account.homeCollection());
            var before = read(tx, account);
            var after = new ArrayList<Renamed>();
            for (var wanted : names.entrySet()) {
                var row = byId(before, wanted.getKey());
                var holder = byName(before, row.kind(), wanted.getValue());
                if (holder.isPresent() && !names.containsKey(holder.get().id())) {
                    throw new RefusedException(new AlreadyExists());
                }
                after.add(new Renamed(row, wanted.getValue()));
            }
            if (after.stream()
                            .map(r -> Map.entry(r.row.kind(), r.name))
                            .distinct()
                            .count()
                    < after.size()) {
                throw new RefusedException(new AlreadyExists());
            }
            after.forEach(renamed -> rows.vacateName(tx, home.key(), renamed.row.id()));
            var added = after.stream()
                    .map(renamed -> rows.update(tx, home.key(), renamed.collection()))
                    .toList();
            changed(tx, home, after.stream().map(renamed -> renamed.row.mac()).toList(), added);
        });
    }

    private record Renamed(CollectionRow row, String name) {
        Collection collection() {
            return new Collection(row.id(), row.kind(), row.role(), name, 0, row.epoch(), row.properties());
        }
    }

    /** @throws RefusedException NotFound */
    public void setProperties(CollectionId id, UnaryOperator<Map<String, String>> change) {
        var account = account(id.owner());
        transactions.run(tx -> {
            var home = heads.lock(tx, account.homeCollection());
            var row = byId(read(tx, account), id);
            var properties = Map.copyOf(change.apply(row.properties()));
            var added = rows.update(
                    tx, home.key(), new Collection(id, row.kind(), row.role(), row.name(), 0, row.epoch(), properties));
            changed(tx, home, List.of(row.mac()), List.of(added));
        });
    }

    /** @throws RefusedException NotFound */
    public void setRole(CollectionId id, CollectionRole role) {
        var account = account(id.owner());
        transactions.run(tx -> {
            var home = heads.lock(tx, account.homeCollection());
            var row = byId(read(tx, account), id);
            var added = rows.update(
                    tx, home.key(), new Collection(id, row.kind(), role, row.name(), 0, row.epoch(), row.properties()));
            changed(tx, home, List.of(row.mac()), List.of(added));
        });
    }

    /** Deletes a collection with all that lies in it. @throws RefusedException NotFound; NotPermitted for HOME */
    public void delete(CollectionId id) {
        var account = account(id.owner());
        if (id.equals(account.homeCollection())) {
            throw new RefusedException(new NotPermitted("delete"));
        }
        transactions.run(tx -> {
            tx.lock(List.of(account.homeCollection(), id));
            var row = byId(read(tx, account), id);
            accountRows.change(
                    tx,
                    id.owner(),
                    owner -> owner.withGrants(accountRows.changeGrants(owner, grants.macs(tx, id), List.of())));
            deleteRows(tx, id);
            // read last, because what lay in it may have changed HOME too
            changed(tx, heads.lock(tx, account.homeCollection()), List.of(row.mac()), List.of());
        });
    }

    /** Deletes all collections of an account that goes, HOME too. */
    public void deleteAll(WriteTransaction tx, Account account) {
        var all = rows.of(tx, account.homeCollection());
        tx.lock(all.stream().map(CollectionRow::id).toList());
        var home = account.homeCollection();
        all.stream().map(CollectionRow::id).filter(id -> !id.equals(home)).forEach(id -> deleteRows(tx, id));
        deleteRows(tx, home); // last, for the properties of the others lie in it
        tx.afterCommit(() -> cache.invalidate(account.id()));
    }

    /** The counters as the database has them now. @throws RefusedException NotFound */
    public CollectionHead head(CollectionId id) {
        return transactions.read(tx -> heads.read(tx, id));
    }

    private void deleteRows(WriteTransaction tx, CollectionId id) {
        var head = heads.lock(tx, id);
        contents.forEach(keeper -> keeper.delete(tx, head));
        grants.delete(tx, id);
        heads.delete(tx, id);
        rows.delete(tx, id);
        tx.announce(id, new Modseq(head.modseq().value() + 1));
        tx.afterCommit(() -> keys.forget(id));
    }

    private void changed(WriteTransaction tx, LockedHead home, List<RowMac> removed, List<RowMac> added) {
        var head = heads.change(tx, home, HeadChange.of(1, removed, added));
        tx.afterCommit(() -> cache.invalidate(home.id().owner()));
        tx.announce(home.id(), head.modseq());
    }

    private AccountCollections known(AccountId owner) {
        return cache.get(owner, this::load);
    }

    private AccountCollections load(AccountId owner) {
        var account = accounts.find(owner);
        if (account.isEmpty()) {
            return AccountCollections.NONE;
        }
        return transactions.read(tx -> {
            var validity = new HashMap<CollectionId, Long>();
            var bad = new ArrayList<RuntimeException>();
            var hears = tx.damage().andThen(bad::add);
            heads.of(tx, owner, hears)
                    .forEach(head -> validity.put(head.id(), head.head().uidValidity()));
            var all = rows.of(tx, account.get().homeCollection(), hears).stream()
                    .flatMap(row -> Optional.ofNullable(validity.get(row.id())).map(row::with).stream())
                    .toList();
            return AccountCollections.of(all, bad.stream().findFirst());
        });
    }

    /** Those that are what was written: one that is damaged keeps nobody from the others. */
    private List<CollectionRow> read(ReadTransaction tx, Account account) {
        return rows.of(tx, account.homeCollection(), tx.damage());
    }

    private void changedElsewhere(CollectionId id) {
        var account = cache.getIfPresent(id.owner());
        if (account != null && account.isHome(id)) {
            cache.invalidate(id.owner());
        }
    }

    private Account account(AccountId owner) {
        return accounts.find(owner).orElseThrow(() -> new RefusedException(new NotFound()));
    }

    private static CollectionRow byId(List<CollectionRow> rows, CollectionId id) {
        return rows.stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(new NotFound()));
    }

    private static Optional<CollectionRow> byName(List<CollectionRow> rows, CollectionKind kind, String name) {
        return rows.stream()
                .filter(row -> row.kind() == kind && row.name().equals(name))
                .findFirst();
    }
}
