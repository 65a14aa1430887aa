package org.wardpost.mail.imap;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An IMAP client that knows lines and literals and nothing else, over a real socket. Text is one octet a character. */
final class RawImap implements AutoCloseable {
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private int tags;

    RawImap(InetSocketAddress server) throws IOException {
        this(new Socket(server.getAddress(), server.getPort()));
    }

    RawImap(Socket connected) throws IOException {
        use(connected);
    }

    /** Over another socket from now on: after STARTTLS. */
    void use(Socket other) throws IOException {
        socket = other;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    void use(InputStream input, OutputStream output) {
        in = input;
        out = output;
    }

    Socket socket() {
        return socket;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    void send(String octets) throws IOException {
        send(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /** The next line without its CRLF. @throws EOFException when the server has hung up */
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) throw new EOFException("after: " + line.toString(StandardCharsets.ISO_8859_1));
            if (b == '\n') break;
            line.write(b);
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r")) throw new IOException("a line that ends in LF alone: " + text);
        return text.substring(0, text.length() - 1);
    }

    /** The next response, its literals in place after their CRLF. */
    String response() throws IOException {
        var all = new StringBuilder();
        while (true) {
            var line = line();
            all.append(line);
            int open = line.endsWith("}") ? line.lastIndexOf('{') : -1;
            if (open < 0 || !line.substring(open + 1, line.length() - 1).matches("\\d+")) return all.toString();
            byte[] literal = in.readNBytes(Integer.parseInt(line.substring(open + 1, line.length() - 1)));
            all.append("\r\n").append(new String(literal, StandardCharsets.ISO_8859_1));
        }
    }

    /** Sends a command under a new tag and reads until its tagged answer, which is the last of what is returned, without tag. */
    List<String> command(String text) throws IOException {
        var tag = "t" + ++tags;
        send(tag + " " + text + "\r\n");
        return until(tag);
    }

    List<String> until(String tag) throws IOException {
        var responses = new ArrayList<String>();
        while (true) {
            var response = response();
            if (response.startsWith(tag + " ")) {
                responses.add(response.substring(tag.length() + 1));
                return responses;
            }
            responses.add(response);
        }
    }

    /** The tagged answer must be OK. */
    List<String> ok(String text) throws IOException {
        var responses = command(text);
        if (!responses.getLast().startsWith("OK")) throw new AssertionError(text + " -> " + responses);
        return responses;
    }

    RawImap greeted() throws IOException {
        var greeting = line();
        if (!greeting.startsWith("* OK")) throw new AssertionError(greeting);
        return this;
    }

    List<String> append(String mailbox, String message) throws IOException {
        return ok("APPEND " + mailbox + " {" + message.length() + "+}\r\n" + message);
    }

    /** Sends what the server need not take to its end. @return whether it has hung up, then or on the way */
    boolean hungUpOver(String octets) throws IOException {
        try {
            send(octets);
        } catch (java.net.SocketException gone) {
            return true;
        }
        return hungUp();
    }

    /** Whether the server has hung up; reads what it said before. */
    boolean hungUp() throws IOException {
        try {
            while (true) line();
        } catch (EOFException | java.net.SocketException gone) {
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
