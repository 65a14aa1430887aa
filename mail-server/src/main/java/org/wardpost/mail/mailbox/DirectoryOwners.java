package org.wardpost.mail.mailbox;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.wardpost.store.AccountId;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountRepository;

/** User names are the accounts' own addresses. */
public final class DirectoryOwners implements Owners {
    private final AccountRepository accounts;

    public DirectoryOwners(AccountRepository accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<AccountId> account(Username user) {
        return accounts.findByAddress(user.asString()).map(Account::id);
    }

    @Override
    public Optional<Username> username(AccountId account) {
        return accounts.find(account).map(found -> Username.of(found.address()));
    }

    @Override
    public Stream<AccountId> all() {
        return accounts.all().map(Account::id);
    }
}
