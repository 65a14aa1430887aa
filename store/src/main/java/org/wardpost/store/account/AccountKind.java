package org.wardpost.store.account;

import org.wardpost.store.StoreFault;

/** Whose account it is. Its code is stored and never changes. */
public enum AccountKind {
    /** Somebody who logs in. */
    PERSON(0),
    /** A mailbox of several people: nobody logs in as it, its members reach it through a {@link Delegation}. */
    GROUP(1);

    private final int code;

    AccountKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** An account that does not say is a person: those of the first version. */
    static AccountKind of(long code) {
        for (var kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw StoreFault.of("an account is of a kind that this version does not know");
    }
}
