package org.wardpost.mail.users;

/** How a user may use an address in mail that it submits. */
public enum SenderRight {
    /** One of its own addresses. */
    OWN,
    /** Of a group or a person in whose name it may write as if it were them. */
    AS,
    /** Of a group or a person in whose name it may write if it names itself as sender. */
    ON_BEHALF,
    /** Somebody else's. */
    NONE;

    /** Whether a message may come from that address and no word be said about who sent it. */
    public boolean isOwnOrAs() {
        return this == OWN || this == AS;
    }
}
