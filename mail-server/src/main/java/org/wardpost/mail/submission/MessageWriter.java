package org.wardpost.mail.submission;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a message: header, empty line, body, all lines ended by CRLF. */
@FunctionalInterface
public interface MessageWriter {
    void writeTo(OutputStream out) throws IOException;
}
