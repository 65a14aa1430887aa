package org.wardpost.store;

import java.util.function.Supplier;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountRemoval;
import org.wardpost.store.account.WaysIn;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.GrantRepository;
import org.wardpost.store.property.PropertyRepository;

/** Everything of an account goes with it, and whatever it held of others is under a new key. */
final class AccountLeaving implements AccountRemoval {
    private final GrantRepository grants;
    private final CollectionRepository collections;
    private final PropertyRepository properties;
    private final WaysIn ways;
    private final Supplier<MailParts> mail;

    /** @param mail asked when an account goes, for it is made after the accounts */
    AccountLeaving(
            GrantRepository grants,
            CollectionRepository collections,
            PropertyRepository properties,
            WaysIn ways,
            Supplier<MailParts> mail) {
        this.grants = grants;
        this.collections = collections;
        this.properties = properties;
        this.ways = ways;
        this.mail = mail;
    }

    @Override
    public void before(AccountId account) {
        grants.revokeAll(account);
    }

    @Override
    public void remove(WriteTransaction tx, Account account) {
        collections.deleteAll(tx, account);
        mail.get().messages().removeAccount(tx, account.id());
        properties.accountGoes(tx, account.id());
        ways.slots().deleteAll(tx, account.id());
        ways.seeds().deleteAll(tx, account.id());
        ways.accounts().delete(tx, account.id());
    }
}
