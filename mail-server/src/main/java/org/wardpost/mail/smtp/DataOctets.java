package org.wardpost.mail.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.wardpost.mail.socket.Connection;

/**
 * Reads a message after DATA: up to CRLF "." CRLF and nothing else, dots unstuffed (RFC 5321 §4.5.2). Lines of any length
 * pass through uncut. A carriage return or line feed alone makes the message refused; a line of one dot that is ended or
 * begun by one alone is what SMTP smuggling sends (CVE-2023-51764 and its family), and ends the connection.
 */
final class DataOctets {
    /** What is wrong with the octets, as far as one answer can say it. */
    enum Fault {
        NONE,
        BARE_LINE_END,
        NUL,
        LINE_TOO_LONG
    }

    /** The peer sent something that another server takes for the end of the message. Nothing after it may be read. */
    static final class SmuggledEndException extends IOException {
        private static final long serialVersionUID = 1;
    }

    private enum At {
        LINE_START,
        TEXT,
        CR,
        DOT,
        DOT_CR
    }

    private static final int GATHERED = 8 * 1024;

    private final Connection connection;
    private final OutputStream sink;
    private final int lineLimit;
    private final Duration patience;
    private final byte[] gathered =
            new byte[GATHERED]; // lines are short, and each write passes through a seal and a parser
    private int used;
    private At at = At.LINE_START;
    private boolean strictStart = true; // the line began after CRLF, not after a CR or LF alone
    private boolean doubled; // a CR before the CR: some servers see one line end in CR CR LF, some two
    private long lineLength;
    private Fault fault = Fault.NONE;

    DataOctets(Connection connection, OutputStream sink, int lineLimit, Duration patience) {
        this.connection = connection;
        this.sink = sink;
        this.lineLimit = lineLimit;
        this.patience = patience;
    }

    /**
     * Reads to the end of the message; every octet went to the sink unless there was a fault.
     * @throws SmuggledEndException see there
     */
    Fault copy() throws IOException {
        while (true) {
            var octets = connection.arrived(patience);
            if (!take(octets)) continue;
            if (fault == Fault.NONE) hand();
            return fault;
        }
    }

    /** Whether the end was reached; what follows it stays in {@code octets}. */
    private boolean take(ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            if (at == At.TEXT) {
                text(octets);
                continue;
            }
            byte octet = octets.get();
            switch (at) {
                case LINE_START -> lineStart(octet);
                case CR -> afterCr(octet);
                case DOT -> afterDot(octet);
                case DOT_CR -> {
                    if (octet == '\n' && strictStart) return true;
                    throw new SmuggledEndException();
                }
                case TEXT -> throw new IllegalStateException();
            }
        }
        return false;
    }

    /** The fast way: all up to the next line end in one write. */
    private void text(ByteBuffer octets) throws IOException {
        byte[] array = octets.array();
        int from = octets.position();
        int to = octets.limit();
        int i = from;
        while (i < to && array[i] != '\r' && array[i] != '\n') {
            if (array[i] == 0) fault = Fault.NUL;
            i++;
        }
        put(array, from, i - from);
        lineLength += i - from;
        if (lineLength + 2 > lineLimit) fault = Fault.LINE_TOO_LONG;
        if (i < to) {
            if (array[i] == '\r') at = At.CR;
            else bareLf();
            i++;
        }
        octets.position(i);
    }

    private void lineStart(byte octet) throws IOException {
        lineLength = 0;
        if (octet == '.') at = At.DOT;
        else other(octet);
    }

    private void other(byte octet) throws IOException {
        if (octet == '\r') at = At.CR;
        else if (octet == '\n') bareLf();
        else {
            if (octet == 0) fault = Fault.NUL;
            put(octet);
            lineLength++;
            at = At.TEXT;
        }
    }

    private void afterCr(byte octet) throws IOException {
        if (octet == '\n') {
            put((byte) '\r');
            put((byte) '\n');
            strictStart = !doubled;
            doubled = false;
            at = At.LINE_START;
            return;
        }
        fault = Fault.BARE_LINE_END;
        strictStart = false;
        doubled = octet == '\r';
        lineStart(octet);
    }

    private void afterDot(byte octet) throws IOException {
        if (octet == '\r') {
            at = At.DOT_CR;
            return;
        }
        if (octet == '\n') throw new SmuggledEndException();
        if (!strictStart) put((byte) '.');
        other(octet);
    }

    private void bareLf() {
        fault = Fault.BARE_LINE_END;
        strictStart = false;
        at = At.LINE_START;
    }

    private void put(byte[] octets, int from, int length) throws IOException {
        if (fault != Fault.NONE) return;
        if (length > gathered.length - used) hand();
        if (length > gathered.length) {
            sink.write(octets, from, length);
            return;
        }
        System.arraycopy(octets, from, gathered, used, length);
        used += length;
    }

    private void put(byte octet) throws IOException {
        if (fault != Fault.NONE) return;
        if (used == gathered.length) hand();
        gathered[used++] = octet;
    }

    private void hand() throws IOException {
        sink.write(gathered, 0, used);
        used = 0;
    }
}
