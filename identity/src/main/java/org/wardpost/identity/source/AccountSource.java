package org.wardpost.identity.source;

import java.util.Optional;
import org.wardpost.store.account.Account;

/** Says whose password is right. Every source answers for accounts of the store: their mail lies there whoever keeps the password. */
public interface AccountSource {
    /** For settings and the audit log, such as {@code local}. */
    String name();

    /** The account that is meant by a normalised address, whether or not it may log in. */
    Optional<Account> find(String address);

    /**
     * Checks a password. The work is the same whether there is an account, whether it has a password and whether it is right, so that
     * time tells nobody which it was; a right one opens the account's keys as well.
     * @param account empty if there is none: the answer is WRONG then, after the same work
     */
    Verdict verify(Optional<Account> account, char[] password);
}
