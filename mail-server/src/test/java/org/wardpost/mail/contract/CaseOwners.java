package org.wardpost.mail.contract;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.wardpost.mail.mailbox.Owners;
import org.wardpost.store.AccountId;
import org.wardpost.store.Store;
import org.wardpost.store.account.NewAccount;
import org.wardpost.vault.Ids;

/** James's user names of one case, each an account of its own that comes into being when it is first named. */
final class CaseOwners implements Owners {
    private final Store store;
    private final Map<Username, AccountId> accounts = new ConcurrentHashMap<>();
    private final Map<AccountId, Username> names = new ConcurrentHashMap<>();

    CaseOwners(Store store) {
        this.store = store;
    }

    @Override
    public Optional<AccountId> account(Username user) {
        return Optional.of(accounts.computeIfAbsent(user, this::create));
    }

    private AccountId create(Username user) {
        var account = store.accounts()
                .create(NewAccount.of(Ids.random() + "@case.example"))
                .id();
        names.put(account, user);
        return account;
    }

    @Override
    public Optional<Username> username(AccountId account) {
        return Optional.ofNullable(names.get(account));
    }

    @Override
    public Stream<AccountId> all() {
        return names.keySet().stream();
    }
}
