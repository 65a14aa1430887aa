package org.wardpost.identity;

import java.util.Set;
import org.wardpost.store.AccountId;

/**
 * Somebody who has logged in.
 * @param address the account's own address, normalised, whatever spelling or alias was typed
 * @param credential which credential was used: {@code password} or {@code device:<number>}
 * @param credentialVersion the account's version of credentials at the login; a later password change makes it stale
 */
public record Principal(
        AccountId account,
        String address,
        Set<Role> roles,
        Protocol protocol,
        String credential,
        long credentialVersion)
        implements AutoCloseable {
    /** Whether the principal may do what {@code role} may. */
    public boolean may(Role role) {
        return roles.contains(role);
    }

    /** Ends the session. Keys of managed accounts stay cached by the store; a sealed account's go with its last session. */
    @Override
    public void close() {}

    /** No address: this may end in a log. */
    @Override
    public String toString() {
        return "Principal[" + account.value() + " " + protocol + " " + credential + "]";
    }
}
