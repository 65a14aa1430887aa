package org.wardpost.store;

/** The store was not opened and nothing was changed on disk; the message is a plain sentence that says what to do. */
public final class StoreOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreOpenException(String sentence) {
        super(sentence);
    }
}
