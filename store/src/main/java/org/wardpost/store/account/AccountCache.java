package org.wardpost.store.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.event.ChangeFeed;

/** Accounts and their ids by address, as last read; dropped when they change here or on another node. */
public final class AccountCache {
    private static final int MOST = 50_000;

    private final Transactions transactions;
    private final AccountRows rows;
    private final Cache<AccountId, Account> accounts =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, AccountId> addresses =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<AccountId, Credentials> credentials =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** The slots of an account at a credential version, their digest checked. */
    record Credentials(long version, List<Slot> slots) {}

    public AccountCache(Transactions transactions, AccountRows rows, ChangeFeed changes) {
        this.transactions = transactions;
        this.rows = rows;
        changes.subscribe(change -> {
            if (change.origin().isPresent()) {
                changedElsewhere(change.id());
            }
        });
        changes.onGap(this::forgetAll);
    }

    /** The account, read at most once; a null of the loader is not kept. */
    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id, this::load));
    }

    /** The same inside a transaction, whose connection is used and whose unfinished work is not kept. */
    public Optional<Account> find(ReadTransaction tx, AccountId id) {
        var known = accounts.getIfPresent(id);
        return known != null ? Optional.of(known) : rows.find(tx, id).map(AccountRows.AccountRow::account);
    }

    /** Whether it is an account's HOME collection, as far as this knows without reading. */
    public boolean mayBeHome(CollectionId id) {
        var known = accounts.getIfPresent(id.owner());
        return known == null || known.home().equals(id.value());
    }

    Cache<String, AccountId> addresses() {
        return addresses;
    }

    Cache<AccountId, Credentials> credentials() {
        return credentials;
    }

    /** Drops what is known of an account that changed here. */
    public void forget(AccountId id, String address) {
        accounts.invalidate(id);
        addresses.invalidate(address);
        credentials.invalidate(id);
    }

    private void changedElsewhere(CollectionId id) {
        if (id.owner().equals(AccountId.SERVER)) {
            addresses.invalidateAll();
        }
        if (mayBeHome(id)) {
            accounts.invalidate(id.owner());
            credentials.invalidate(id.owner());
        }
    }

    private void forgetAll() {
        accounts.invalidateAll();
        addresses.invalidateAll();
        credentials.invalidateAll();
    }

    private @Nullable Account load(AccountId id) {
        return transactions
                .read(tx -> rows.find(tx, id))
                .map(AccountRows.AccountRow::account)
                .orElse(null);
    }
}
