/** Bytes and messages used by an account, kept in the transaction that changes them. Start at {@link org.wardpost.store.quota.QuotaRepository}. */
@NullMarked
package org.wardpost.store.quota;

import org.jspecify.annotations.NullMarked;
