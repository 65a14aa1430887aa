package org.wardpost.vault;

/** A stored value names a key version or an algorithm that is not at hand; a node that meets it reads the key rows again. */
public final class UnknownKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param why a plain sentence that names the version */
    public UnknownKeyException(String why) {
        super(why);
    }
}
