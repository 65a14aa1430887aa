package org.wardpost.identity.source;

/** What a source says of a password. */
public enum Verdict {
    RIGHT,
    WRONG,
    /** Not looked at: too many wait already, or the source does not answer. */
    BUSY
}
