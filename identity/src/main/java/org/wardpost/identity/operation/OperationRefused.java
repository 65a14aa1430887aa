package org.wardpost.identity.operation;

/** An operation that cannot be done now; the message is a plain sentence that says why and what to do. Nothing has changed. */
public final class OperationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OperationRefused(String sentence) {
        super(sentence, null, false, false);
    }
}
