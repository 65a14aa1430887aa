package org.wardpost.store.backup;

/** An archive that cannot be written, or not be used; the message is a plain sentence that says why and what to do. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArchiveException(String sentence) {
        super(sentence);
    }

    public ArchiveException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
