package org.wardpost.mail.smtp;

import java.util.List;

/**
 * An answer (RFC 5321 §4.2) with its enhanced status code (RFC 2034).
 * @param code 250, 550 ...
 * @param status {@code 5.1.1}; empty where RFC 2034 §4 wants none
 * @param lines one at least, without line ends
 */
public record Reply(int code, String status, List<String> lines) {
    static final Reply OK = of(250, "2.0.0", "OK");

    public Reply {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) throw new IllegalArgumentException("no line");
    }

    public static Reply of(int code, String status, String text) {
        return new Reply(code, status, List.of(text));
    }

    /** Whether the command was done or goes on. */
    public boolean positive() {
        return code < 400;
    }

    /** Whether a later try may go better. */
    public boolean temporary() {
        return code >= 400 && code < 500;
    }

    /** As it goes over the wire, CRLF included. */
    public String wire() {
        var out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            out.append(code).append(i == lines.size() - 1 ? ' ' : '-');
            if (!status.isEmpty()) out.append(status).append(' ');
            out.append(lines.get(i)).append("\r\n");
        }
        return out.toString();
    }
}
