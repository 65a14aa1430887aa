/** Accounts, domains, aliases and key slots: the directory, sealed and authenticated by account 0. Start at {@link org.wardpost.store.account.AccountRepository}. Promises: a row that was changed, swapped or put back alone is an error. Not here: passwords and who may do what (identity). */
@NullMarked
package org.wardpost.store.account;

import org.jspecify.annotations.NullMarked;
