package org.wardpost.store.account;

import org.wardpost.store.AccountId;
import org.wardpost.store.WriteTransaction;

/** Deletes all rows of an account: its collections with what lies in them, properties, slots, grants, and its own row. */
public interface AccountRemoval {
    void remove(WriteTransaction tx, Account account);

    /** Before the commit that removes it, in commits of its own: what others are told of one who leaves. */
    default void before(AccountId account) {}
}
