package org.wardpost.store.collection;

/** What a collection is used for (RFC 6154 for mailboxes); the code is stored, sealed. */
public enum CollectionRole {
    NONE(0),
    INBOX(1),
    SENT(2),
    DRAFTS(3),
    TRASH(4),
    JUNK(5),
    ARCHIVE(6);

    private final int code;

    CollectionRole(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Unknown codes, of a newer version, are no role. */
    public static CollectionRole of(int code) {
        for (var role : values()) {
            if (role.code == code) {
                return role;
            }
        }
        return NONE;
    }
}
