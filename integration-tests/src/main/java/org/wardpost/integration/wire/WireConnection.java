package org.wardpost.integration.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A socket that speaks lines and octets, and nothing of any protocol: so a test may say what no library would. */
public final class WireConnection implements AutoCloseable {
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private WireConnection(Socket socket) throws IOException {
        use(socket);
    }

    public static WireConnection plain(int port) {
        try {
            return new WireConnection(new Socket("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param from the address that the server sees, such as 127.0.7.1: every network of loopback is this machine's */
    public static WireConnection plain(int port, String from) {
        try {
            return new WireConnection(
                    new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static WireConnection tls(int port) {
        var connection = plain(port);
        connection.startTls();
        return connection;
    }

    /** Goes on over TLS; whoever the server is (the certificate has tests of its own). */
    public void startTls() {
        try {
            var layered =
                    AnyServer.context().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            use(layered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void use(Socket next) throws IOException {
        socket = next;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    public void timeout(int millis) {
        try {
            socket.setSoTimeout(millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text as Latin-1, so that every char is one octet, and flushes. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line without its CRLF, one char an octet. @throws UncheckedIOException at the end of the stream */
    public String line() {
        try {
            var line = new ByteArrayOutputStream();
            while (true) {
                int next = in.read();
                if (next < 0) throw new EOFException("closed after: " + line.toString(StandardCharsets.ISO_8859_1));
                if (next == '\n') break;
                line.write(next);
            }
            var text = line.toString(StandardCharsets.ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] octets(int count) {
        try {
            var bytes = in.readNBytes(count);
            if (bytes.length < count) throw new EOFException("closed in a literal");
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has ended the connection (reading on to the end; false when it stays silent). */
    public boolean closedByServer() {
        try {
            while (in.read() >= 0) continue;
            return true;
        } catch (java.net.SocketTimeoutException silent) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
