package org.wardpost.store.account;

import java.util.OptionalLong;
import java.util.Set;

/**
 * An account to be made.
 *
 * @param address normalised by the caller
 * @param quotaBytes bytes at most, empty for no limit
 */
public record NewAccount(
        String address,
        String displayName,
        AccountKind kind,
        Set<String> roles,
        OptionalLong quotaBytes,
        OptionalLong quotaMessages) {
    /** Of a person. */
    public NewAccount(
            String address,
            String displayName,
            Set<String> roles,
            OptionalLong quotaBytes,
            OptionalLong quotaMessages) {
        this(address, displayName, AccountKind.PERSON, roles, quotaBytes, quotaMessages);
    }

    /** Without limits and roles. */
    public static NewAccount of(String address) {
        return new NewAccount(address, "", Set.of(), OptionalLong.empty(), OptionalLong.empty());
    }

    @Override
    public String toString() {
        return "NewAccount[...]";
    }
}
