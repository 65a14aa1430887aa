package org.wardpost.vault;

/** The root key cannot be had or is not the one that these data were made with. The message is a plain sentence for an operator. */
public final class WrongRootKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param why a plain sentence that says what to do */
    public WrongRootKeyException(String why) {
        super(why);
    }

    /** @param why a plain sentence that says what to do
     * @param cause what the library said; holds no secret */
    public WrongRootKeyException(String why, Throwable cause) {
        super(why, cause);
    }
}
