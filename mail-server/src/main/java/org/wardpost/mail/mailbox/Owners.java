package org.wardpost.mail.mailbox;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.wardpost.store.AccountId;

/** Which account a James user name stands for. */
public interface Owners {
    /** Empty if there is no such account. */
    Optional<AccountId> account(Username user);

    /** The name of an account; empty if there is no such account (any more). */
    Optional<Username> username(AccountId account);

    /** Every account, read page by page. */
    Stream<AccountId> all();
}
