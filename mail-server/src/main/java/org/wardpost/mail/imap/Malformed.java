package org.wardpost.mail.imap;

/** A command that is not what the grammar says: answered BAD. The reason never quotes what the client wrote. */
final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A message number that does not exist. */
    static final String NO_SUCH_NUMBER = "no such message number";

    Malformed(String why) {
        super(why, null, false, false);
    }
}
