package org.wardpost.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An IMAP client (RFC 9051) that costs little beside the server it measures: one buffer, no object a response. It still sees every
 * octet, so that an answer can be checked while it is timed. The client of the tests is {@code integration.wire.ImapWire}.
 */
final class ImapClient implements AutoCloseable {
    private static final int MINUTES = 3;
    private static final Each NOTHING = _ -> {};
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[1 << 16];
    private int at; // of the response that is read next
    private int end; // of what has come
    private int tags;
    private final Octets response = new Octets();

    /** Sees an untagged response; it is gone when this returns. */
    interface Each {
        void response(Octets response);
    }

    private ImapClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(MINUTES * 60_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        read();
        response.expect("* OK");
    }

    /** Without TLS. */
    static ImapClient plain(int port) throws IOException {
        return new ImapClient(new Socket("127.0.0.1", port));
    }

    /** TLS from the first octet, with a whole handshake each time. */
    static ImapClient tls(int port) throws IOException {
        return new ImapClient(TlsSockets.connect(port));
    }

    ImapClient login(String user, String password) throws IOException {
        ok("LOGIN \"" + user + "\" \"" + password + "\"");
        return this;
    }

    /** Sends a command and reads to its end. @throws AssertionError unless the answer is OK */
    void ok(String command) throws IOException {
        ok(command, NOTHING);
    }

    void ok(String command, Each each) throws IOException {
        finish(begin(command), each);
    }

    /** The same, and the answer may be NO: for DELETE of what may not be there. */
    void any(String command) throws IOException {
        var tag = begin(command);
        do read();
        while (!response.startsWith(tag));
    }

    /** @return the tag, which {@link #finish} waits for */
    String begin(String command) throws IOException {
        var tag = "T" + ++tags + " ";
        out.write((tag + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return tag;
    }

    void finish(String tag, Each each) throws IOException {
        while (true) {
            read();
            if (response.startsWith(tag)) {
                response.expect(tag + "OK");
                return;
            }
            each.response(response);
        }
    }

    /** APPEND with a synchronising literal, as most programs send it. */
    void append(String mailbox, byte[] message) throws IOException {
        var tag = begin("APPEND " + mailbox + " {" + message.length + "}");
        read();
        response.expect("+");
        out.write(message);
        out.write('\r');
        out.write('\n');
        out.flush();
        finish(tag, NOTHING);
    }

    /** Waits in IDLE (RFC 2177) from now on; {@link #await} hears what comes. */
    void idle() throws IOException {
        begin("IDLE");
        read();
        response.expect("+");
    }

    /** Reads until an untagged response ends with {@code word}. */
    void await(String word) throws IOException {
        do read();
        while (!response.endsWith(word));
    }

    /** The next response, a line with all its literals, into {@link #response}. */
    private void read() throws IOException {
        int scanned = at;
        while (true) {
            int lf = scanned;
            while (lf < end && buffer[lf] != '\n') lf++;
            if (lf == end) {
                int before = at;
                fill(1);
                scanned = lf - (before - at);
                continue;
            }
            long literal = literalBefore(lf);
            if (literal < 0) {
                response.set(buffer, at, lf > at && buffer[lf - 1] == '\r' ? lf - 1 : lf);
                at = lf + 1;
                return;
            }
            int next = lf + 1 - at;
            while (end - at < next + literal) fill(next + literal - (end - at));
            scanned = at + next + (int) literal;
        }
    }

    /** Octets of the literal that a line ends with, or -1. */
    private long literalBefore(int lf) {
        int i = lf - 1;
        if (i <= at || buffer[i] != '\r' || buffer[--i] != '}') return -1;
        long octets = 0;
        long place = 1;
        while (--i > at && buffer[i] >= '0' && buffer[i] <= '9') {
            octets += place * (buffer[i] - '0');
            place *= 10;
        }
        return place > 1 && buffer[i] == '{' ? octets : -1;
    }

    private void fill(long wanted) throws IOException {
        if (at > 0 && end + wanted > buffer.length) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        if (end + wanted > buffer.length)
            buffer = Arrays.copyOf(buffer, (int) Math.max(2L * buffer.length, end + wanted));
        int n = in.read(buffer, end, buffer.length - end);
        if (n < 0) throw new EOFException("the server hung up");
        end += n;
    }

    /** LOGOUT, and the connection ends when the server has said BYE. */
    @Override
    public void close() throws IOException {
        try (socket) {
            if (!socket.isClosed()) ok("LOGOUT");
        }
    }

    /** Ends the connection without a word. */
    void hangUp() throws IOException {
        socket.close();
    }
}
