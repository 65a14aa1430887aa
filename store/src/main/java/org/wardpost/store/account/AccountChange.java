package org.wardpost.store.account;

import java.util.OptionalLong;
import java.util.Set;

/** What of an account an operator changes; address and keys are not among it. */
public record AccountChange(
        String displayName, Set<String> roles, boolean enabled, OptionalLong quotaBytes, OptionalLong quotaMessages) {
    /** The account as it is, to begin from. */
    public static AccountChange of(Account account) {
        return new AccountChange(
                account.displayName(),
                account.roles(),
                account.enabled(),
                account.quotaBytes(),
                account.quotaMessages());
    }

    public AccountChange withRoles(Set<String> other) {
        return new AccountChange(displayName, other, enabled, quotaBytes, quotaMessages);
    }

    public AccountChange withEnabled(boolean other) {
        return new AccountChange(displayName, roles, other, quotaBytes, quotaMessages);
    }

    public AccountChange withDisplayName(String other) {
        return new AccountChange(other, roles, enabled, quotaBytes, quotaMessages);
    }

    public AccountChange withQuota(OptionalLong bytes, OptionalLong messages) {
        return new AccountChange(displayName, roles, enabled, bytes, messages);
    }

    @Override
    public String toString() {
        return "AccountChange[...]";
    }
}
