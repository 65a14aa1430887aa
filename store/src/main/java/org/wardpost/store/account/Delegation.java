package org.wardpost.store.account;

import org.wardpost.store.AccountId;
import org.wardpost.store.StoreFault;

/**
 * What one account lets another do with its name and its mailboxes: a member of a group has one from the group, a delegate
 * from whom it works for.
 *
 * @param owner a group, or a person who named a delegate
 * @param delegate always a person
 * @param sending whether the delegate may write under the owner's addresses
 * @param rights in each mailbox of the owner, as letters of an access list; empty for none
 */
public record Delegation(AccountId owner, AccountId delegate, Sending sending, String rights) {
    /** How far one may write in another's name. Its code is stored and never changes. */
    public enum Sending {
        NONE(0),
        /** As author, with oneself named as sender. */
        ON_BEHALF(1),
        /** As if one were the owner. */
        AS(2);

        private final int code;

        Sending(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Sending of(long code) {
            for (var sending : values()) {
                if (sending.code == code) {
                    return sending;
                }
            }
            throw StoreFault.of("a delegation gives a right that this version does not know");
        }
    }

    /** Without rights: this may end in a log. */
    @Override
    public String toString() {
        return "Delegation[" + owner + " to " + delegate + "]";
    }
}
