package org.wardpost.mail.sieve;

/** A script that cannot be run. The message is a sentence for its author and begins with the line. */
public final class SieveSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String sentence;

    SieveSyntaxException(int line, String why) {
        super("line " + line + ": " + why, null, false, false);
        this.line = line;
        this.sentence = "line " + line + ": " + why;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    public int line() {
        return line;
    }
}
