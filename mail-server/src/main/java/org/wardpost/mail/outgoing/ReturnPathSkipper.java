package org.wardpost.mail.outgoing;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A message without the Return-Path that we wrote as its first line: that line is for mailboxes, and a message that is sent
 * out must not have it (RFC 5321 §4.4).
 */
final class ReturnPathSkipper extends FilterInputStream {
    private static final String NAME = "return-path:";

    ReturnPathSkipper(InputStream message) {
        super(skip(message));
    }

    private static InputStream skip(InputStream message) {
        try {
            byte[] start = message.readNBytes(NAME.length());
            if (!new String(start, StandardCharsets.ISO_8859_1).equalsIgnoreCase(NAME))
                return new SequenceInputStream(new ByteArrayInputStream(start), message);
            int octet = message.read();
            while (octet >= 0 && octet != '\n') octet = message.read();
            return message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        return in.read(octets, offset, length);
    }
}
