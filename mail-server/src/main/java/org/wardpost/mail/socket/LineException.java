package org.wardpost.mail.socket;

import java.io.IOException;

/** A line that is not one: too long, or not ended by CRLF alone. The connection stands at the start of the next line. */
public final class LineException extends IOException {
    private static final long serialVersionUID = 1;

    public enum Reason {
        TOO_LONG,
        LINE_ENDING
    }

    private final Reason reason;

    LineException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
