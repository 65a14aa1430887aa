package org.wardpost.store.property;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountCache;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.HeadChange;
import org.wardpost.store.event.ChangeFeed;
import org.wardpost.store.property.PropertyRows.Place;
import org.wardpost.vault.RowMac;

/**
 * Small sealed values by scope, kind and key. The scope is the account's own id or one of its collections'; what belongs to a
 * collection goes with it. Small ones are kept in memory until the account's properties change.
 */
public final class PropertyRepository {
    /** Bytes of a value at most. */
    public static final int LONGEST_VALUE = 1_000_000;

    private static final int KEPT_ACCOUNTS = 5_000;
    private static final int KEPT_BYTES = 16 * 1024;

    private final Transactions transactions;
    private final PropertyRows rows;
    private final CollectionHeads heads;
    private final AccountCache accounts;
    private final KeyRing keys;
    private final Cache<AccountId, Map<Place, Map<String, byte[]>>> cache =
            Caffeine.newBuilder().maximumSize(KEPT_ACCOUNTS).build();

    public PropertyRepository(
            Transactions transactions, CollectionHeads heads, AccountCache accounts, KeyRing keys, ChangeFeed changes) {
        this.transactions = transactions;
        this.rows = new PropertyRows(keys.tenant(), keys);
        this.heads = heads;
        this.accounts = accounts;
        this.keys = keys;
        changes.subscribe(change -> {
            if (change.origin().isPresent()) {
                cache.invalidate(change.id().owner());
            }
        });
        changes.onGap(cache::invalidateAll);
    }

    public Optional<byte[]> get(AccountId account, UUID scope, PropertyKind kind, String key) {
        return Optional.ofNullable(known(account, scope, kind).get(key)).map(byte[]::clone);
    }

    /** All of a kind, by key. Empty for an account that is not there. */
    public Map<String, byte[]> list(AccountId account, UUID scope, PropertyKind kind) {
        var copy = new HashMap<>(known(account, scope, kind));
        copy.replaceAll((_, value) -> value.clone());
        return copy;
    }

    /** @throws RefusedException NotFound without the account, Malformed if key or value are too long */
    public void put(AccountId account, UUID scope, PropertyKind kind, String key, byte[] value) {
        this.<@Nullable Object>update(account, changes -> {
            changes.put(scope, kind, key, value);
            return null;
        });
    }

    /** @return false if it was not there */
    public boolean remove(AccountId account, UUID scope, PropertyKind kind, String key) {
        return this.<Boolean>update(account, changes -> changes.remove(scope, kind, key));
    }

    /** @return how many there were */
    public int removeAll(AccountId account, UUID scope, PropertyKind kind) {
        return this.<Integer>update(account, changes -> changes.removeAll(scope, kind));
    }

    /**
     * Puts {@code value} if the property is as expected.
     *
     * @param expected empty: it must not be there
     * @return false if it was not as expected, and nothing was changed
     */
    public boolean compareAndSet(
            AccountId account, UUID scope, PropertyKind kind, String key, Optional<byte[]> expected, byte[] value) {
        return this.<Boolean>update(account, changes -> {
            var current = changes.get(scope, kind, key);
            boolean same = current.isPresent() == expected.isPresent()
                    && (current.isEmpty() || Arrays.equals(current.get(), expected.get()));
            if (same) {
                changes.put(scope, kind, key, value);
            }
            return same;
        });
    }

    /** Several changes of one account's properties in one commit. They may be run again. */
    public <T extends @Nullable Object> T update(AccountId account, Function<PropertyChanges, T> work) {
        return transactions.write(tx -> update(tx, account, work));
    }

    /** The same as part of a larger commit. */
    public <T extends @Nullable Object> T update(
            WriteTransaction tx, AccountId account, Function<PropertyChanges, T> work) {
        var home = accounts.find(tx, account)
                .map(Account::homeCollection)
                .orElseThrow(() -> new RefusedException(new NotFound()));
        var head = heads.lock(tx, home);
        var changes = new PropertyChanges(tx, rows, home, keys.inUse(tx, head));
        T answer = work.apply(changes);
        if (!changes.removed().isEmpty() || !changes.added().isEmpty()) {
            int count = changes.removed().size() + changes.added().size();
            var after = heads.change(tx, head, HeadChange.of(count, changes.removed(), changes.added()));
            tx.announce(home, after.modseq());
        }
        tx.afterCommit(() -> cache.invalidate(account));
        return answer;
    }

    /** Removes all that belongs to a collection, in the commit that deletes it. */
    public void collectionGoes(WriteTransaction tx, CollectionId collection) {
        update(tx, collection.owner(), changes -> changes.removeScope(collection.value()));
    }

    /** Removes all properties of an account that goes, HOME and its digest with it. */
    public void accountGoes(WriteTransaction tx, AccountId account) {
        rows.deleteAll(tx, account);
        tx.afterCommit(() -> cache.invalidate(account));
    }

    /** The MACs of all properties, each checked, for HOME's digest. */
    public List<RowMac> macs(ReadTransaction tx, CollectionId home) {
        return rows.all(tx, home).stream().map(PropertyRows.PropertyRow::mac).toList();
    }

    private Map<String, byte[]> known(AccountId account, UUID scope, PropertyKind kind) {
        // taken before the read: if the account changes meanwhile, the answer goes into a map that nobody finds any
        // more
        var kept = cache.get(account, _ -> new ConcurrentHashMap<>());
        var place = new Place(scope, kind);
        var known = kept.get(place);
        if (known == null) {
            known = read(account, place);
            if (known.values().stream().mapToInt(value -> value.length).sum() <= KEPT_BYTES) {
                kept.put(place, known);
            }
        }
        return known;
    }

    private Map<String, byte[]> read(AccountId id, Place place) {
        var account = accounts.find(id);
        if (account.isEmpty()) {
            return Map.of();
        }
        var home = account.get().homeCollection();
        return keys.<Map<String, byte[]>>lookUp(
                        home,
                        inUse -> transactions.read(tx -> {
                            var values = new HashMap<String, byte[]>();
                            rows.of(tx, home, inUse, place).forEach(row -> values.put(row.key(), row.value()));
                            return values.isEmpty() ? Optional.empty() : Optional.of(values);
                        }))
                .orElse(Map.of());
    }
}
