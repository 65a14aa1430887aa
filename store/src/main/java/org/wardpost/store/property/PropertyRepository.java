package org.wardpost.store.property;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
import org.wardpost.vault.TamperedException;

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
    private final Cache<AccountId, Map<Place, Known>> cache =
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

    /** @throws TamperedException if it is not among those that are good, and one that is damaged may be it */
    public Optional<byte[]> get(AccountId account, UUID scope, PropertyKind kind, String key) {
        var known = known(account, scope, kind);
        var value = known.values.get(key);
        if (value == null && known.damaged != null) {
            throw known.damaged;
        }
        return Optional.ofNullable(value).map(byte[]::clone);
    }

    /** All of a kind that are good, by key. Empty for an account that is not there. */
    public Map<String, byte[]> list(AccountId account, UUID scope, PropertyKind kind) {
        var copy = new HashMap<>(known(account, scope, kind).values);
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

    /** The MACs of all properties, each checked, for HOME's digest. @param bad hears of each that is damaged */
    public List<RowMac> macs(ReadTransaction tx, CollectionId home, Consumer<RuntimeException> bad) {
        return rows.all(tx, home, bad).stream()
                .map(PropertyRows.PropertyRow::mac)
                .toList();
    }

    /** @param damaged what one of them threw that is not what was written */
    private record Known(
            Map<String, byte[]> values, @Nullable RuntimeException damaged) {
        static final Known NOTHING = new Known(Map.of(), null);

        int octets() {
            return values.values().stream().mapToInt(value -> value.length).sum();
        }
    }

    private Known known(AccountId account, UUID scope, PropertyKind kind) {
        // taken before the read: if the account changes meanwhile, the answer goes into a map that nobody finds any
        // more
        var kept = cache.get(account, _ -> new ConcurrentHashMap<>());
        var place = new Place(scope, kind);
        var known = kept.get(place);
        if (known == null) {
            known = read(account, place);
            if (known.octets() <= KEPT_BYTES && known.damaged == null) {
                kept.put(place, known);
            }
        }
        return known;
    }

    private Known read(AccountId id, Place place) {
        var account = accounts.find(id);
        if (account.isEmpty()) {
            return Known.NOTHING;
        }
        var home = account.get().homeCollection();
        return keys.<Known>lookUp(
                        home,
                        inUse -> transactions.read(tx -> {
                            var values = new HashMap<String, byte[]>();
                            var bad = new ArrayList<RuntimeException>();
                            rows.of(tx, home, inUse, place, tx.damage().andThen(bad::add))
                                    .forEach(row -> values.put(row.key(), row.value()));
                            return values.isEmpty() && bad.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(new Known(values, bad.isEmpty() ? null : bad.getFirst()));
                        }))
                .orElse(Known.NOTHING);
    }
}
