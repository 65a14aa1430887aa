package org.wardpost.store.account;

import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.vault.AccountPublicKey;

/**
 * Who has mail here.
 *
 * @param address normalised, the only one that is a login name
 * @param roles names of roles that identity gives a meaning
 * @param credentialVersion grows whenever a password, slot, role or the enabled mark changes
 * @param quotaBytes bytes at most, empty for no limit
 * @param home the collection that holds the account's properties
 * @param generation of the account key
 */
public record Account(
        AccountId id,
        String address,
        String displayName,
        AccountKind kind,
        Set<String> roles,
        boolean enabled,
        long credentialVersion,
        OptionalLong quotaBytes,
        OptionalLong quotaMessages,
        UUID home,
        int generation,
        AccountPublicKey publicKey) {

    /** The collection of the account's properties. */
    public CollectionId homeCollection() {
        return new CollectionId(id, home);
    }

    /** Whether it is a mailbox of several people, as which nobody logs in. */
    public boolean isGroup() {
        return kind == AccountKind.GROUP;
    }

    /** Without address and name: this may end in a log. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
