package org.wardpost.mail.imap;

import org.jspecify.annotations.Nullable;

/** One command as it came, its small literals in place and all continuation requests already sent.
 *
 * @param text lines with their CRLF, and literals
 * @param length octets of {@code text} in use
 * @param message the message of an APPEND, that is not in {@code text}
 * @param messageAt where in {@code text} it would be */
record CommandInput(byte[] text, int length, @Nullable LiteralReceiver message, int messageAt) {
    /** The tag, as far as one can be made out: for an answer to a command that is not decoded. */
    String tag() {
        return tagOf(text, length);
    }

    static String tagOf(byte[] text, int length) {
        int end = 0;
        while (end < length && end < 100 && isTagChar(text[end])) end++;
        boolean ended = end < length && (text[end] == ' ' || text[end] == '\r' || text[end] == '\n');
        return end > 0 && ended ? new String(text, 0, end, java.nio.charset.StandardCharsets.US_ASCII) : "*";
    }

    private static boolean isTagChar(byte b) {
        return b > ' ' && b < 127 && "(){%*\"\\+".indexOf(b) < 0; // RFC 3501 §9, tag
    }

    @Override
    public String toString() {
        return "CommandInput[" + length + " octets]"; // never what a client wrote
    }
}
