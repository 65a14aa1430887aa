package org.wardpost.identity.operation;

import java.util.Set;
import org.wardpost.identity.Role;
import org.wardpost.store.AccountId;
import org.wardpost.store.account.Account;

/**
 * Who does an operation.
 * @param name for the audit log: an address, or the system user of the admin socket such as {@code console:root}
 */
public record Actor(AccountId account, String name, Set<Role> roles) {
    /** Whoever may use the admin socket, or read the root key's folder, can do everything anyway. */
    public static Actor console(String systemUser) {
        return new Actor(AccountId.SERVER, "console:" + systemUser, Set.of(Role.USER, Role.OPERATOR, Role.AUDITOR));
    }

    /** @throws OperationRefused if it is somebody else's account and the actor is no operator */
    void requireFor(Account owner) {
        if (!owner.id().equals(account) && !may(Role.OPERATOR)) {
            throw new OperationRefused("You may do that for your own account only.");
        }
    }

    boolean may(Role role) {
        return roles.contains(role) || roles.contains(Role.OPERATOR);
    }

    /** Without the name: this may end in a log. */
    @Override
    public String toString() {
        return "Actor[" + account.value() + "]";
    }
}
