package org.wardpost.store.collection;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What lies in a collection; the code is stored. */
public enum CollectionKind {
    /** Properties of an account; every account has one. */
    HOME(1),
    MAILBOX(2),
    CALENDAR(3),
    ADDRESS_BOOK(4),
    TASKS(5),
    NOTES(6),
    BUSY(7),
    QUEUE(8);

    /** Kinds that hold items, not messages. */
    public static final Set<CollectionKind> OF_ITEMS =
            Collections.unmodifiableSet(EnumSet.of(CALENDAR, ADDRESS_BOOK, TASKS, NOTES, BUSY));

    private final int code;

    CollectionKind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException for a kind that this program does not know */
    public static CollectionKind of(int code) {
        for (var kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown collection kind " + code);
    }
}
