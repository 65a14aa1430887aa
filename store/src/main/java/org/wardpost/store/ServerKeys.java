package org.wardpost.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.WorkingKeys;

/** W, account 0 and the directory's key: in memory from start to stop. The last two come with the opening of account 0. */
final class ServerKeys implements AutoCloseable {
    private final UUID tenant;
    private final WorkingKeys working;
    private final Runnable reread;
    private @Nullable AccountKey account;
    private @Nullable CollectionKey directory;

    /** @param reread unwraps versions of W that another node made meanwhile */
    ServerKeys(UUID tenant, WorkingKeys working, Runnable reread) {
        this.tenant = tenant;
        this.working = working;
        this.reread = reread;
    }

    void opened(AccountKey account, CollectionKey directory) {
        this.account = account;
        this.directory = directory;
    }

    UUID tenant() {
        return tenant;
    }

    WorkingKeys working() {
        return working;
    }

    AccountKey account() {
        return required(account);
    }

    CollectionKey directory() {
        return required(directory);
    }

    void reread() {
        reread.run();
    }

    private static <T> T required(@Nullable T key) {
        if (key == null) {
            throw new IllegalStateException("account 0 is not open yet");
        }
        return key;
    }

    @Override
    public void close() {
        if (account != null) {
            account.close();
        }
        if (directory != null) {
            directory.close();
        }
        working.close();
    }
}
