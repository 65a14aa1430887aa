package org.wardpost.app.doctor;

/** What a check found; {@code sentence} says what to do unless it is {@link Level#GOOD}. */
public record Finding(Level level, String check, String sentence) {
    /** How bad it is. */
    public enum Level {
        GOOD,
        WARNING,
        BAD
    }

    static Finding good(String check, String sentence) {
        return new Finding(Level.GOOD, check, sentence);
    }

    static Finding warning(String check, String sentence) {
        return new Finding(Level.WARNING, check, sentence);
    }

    static Finding bad(String check, String sentence) {
        return new Finding(Level.BAD, check, sentence);
    }
}
