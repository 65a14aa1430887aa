package org.wardpost.mail.sieve;

/** A script that failed on one message (RFC 5228 §2.10.6): the message is kept and the owner told. */
public final class SieveRuntimeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SieveRuntimeException(String why) {
        super(why, null, false, false);
    }

    SieveRuntimeException(int line, String why) {
        super("line " + line + ": " + why, null, false, false);
    }
}
