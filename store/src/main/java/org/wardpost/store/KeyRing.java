package org.wardpost.store;

import java.util.UUID;
import org.wardpost.store.account.AccountRows;
import org.wardpost.store.collection.GrantRows;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.UnlockedKeys;
import org.wardpost.vault.WorkingKeys;

/**
 * The keys at hand. Accounts and collections are opened on first use and forgotten after a while; what is returned is shared,
 * so nobody closes it.
 */
public final class KeyRing {
    private final UUID tenant;
    private final WorkingKeys working;
    private final UnlockedKeys unlocked;
    private final AccountKey server;
    private final CollectionKey directory;
    private final AccountRows accounts;
    private final GrantRows grants;

    KeyRing(
            UUID tenant,
            WorkingKeys working,
            UnlockedKeys unlocked,
            AccountKey server,
            CollectionKey directory,
            AccountRows accounts,
            GrantRows grants) {
        this.tenant = tenant;
        this.working = working;
        this.unlocked = unlocked;
        this.server = server;
        this.directory = directory;
        this.accounts = accounts;
        this.grants = grants;
    }

    /** Which installation this is; part of every context. */
    public UUID tenant() {
        return tenant;
    }

    public WorkingKeys working() {
        return working;
    }

    /** The key of account 0. */
    public AccountKey server() {
        return server;
    }

    /** The key of account 0's HOME collection, which seals and authenticates the directory. */
    public CollectionKey directory() {
        return directory;
    }
}
