package org.wardpost.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An SMTP or LMTP client (RFC 5321, RFC 2033) that sends ready-made messages over one connection, one recipient each. */
final class MailClient implements AutoCloseable {
    private static final byte[] END = {'.', '\r', '\n'};
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[4096];
    private int at;
    private int end;

    private MailClient(int port, String hello) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(120_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        reply('2');
        say(hello + " client.example\r\n", '2');
    }

    static MailClient smtp(int port) throws IOException {
        return new MailClient(port, "EHLO");
    }

    static MailClient lmtp(int port) throws IOException {
        return new MailClient(port, "LHLO");
    }

    /** Returns when the server has taken it over. @param message ends in CRLF, no line of it begins with a dot */
    void send(String to, byte[] message) throws IOException {
        say("MAIL FROM:<a@outside.example>\r\n", '2');
        say("RCPT TO:<" + to + ">\r\n", '2');
        say("DATA\r\n", '3');
        out.write(message);
        out.write(END);
        out.flush();
        reply('2');
    }

    private void say(String line, char expected) throws IOException {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        reply(expected);
    }

    /** @throws AssertionError unless the reply's code begins with {@code expected} */
    private void reply(char expected) throws IOException {
        while (true) {
            int first = at;
            int lf = first;
            while (true) {
                while (lf < end && buffer[lf] != '\n') lf++;
                if (lf < end) break;
                if (first > 0) {
                    System.arraycopy(buffer, first, buffer, 0, end - first);
                    end -= first;
                    lf -= first;
                    first = 0;
                }
                int n = in.read(buffer, end, buffer.length - end);
                if (n <= 0) throw new EOFException("the server hung up");
                end += n;
            }
            at = lf + 1;
            if (buffer[first] != expected)
                throw new AssertionError(new String(buffer, first, lf - first, StandardCharsets.ISO_8859_1));
            if (lf - first < 4 || buffer[first + 3] != '-') return;
        }
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            say("QUIT\r\n", '2');
        }
    }
}
