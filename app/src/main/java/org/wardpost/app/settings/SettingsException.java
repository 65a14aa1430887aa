package org.wardpost.app.settings;

/** A setting that is unknown or wrong; the message is a sentence with file and line. */
public final class SettingsException extends RuntimeException {
    SettingsException(String sentence) {
        super(sentence);
    }
}
