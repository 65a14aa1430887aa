package org.wardpost.app.admin;

/** A command that was not carried out; the message is a plain sentence for the person who typed it. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String sentence) {
        super(sentence, null, false, false);
    }
}
