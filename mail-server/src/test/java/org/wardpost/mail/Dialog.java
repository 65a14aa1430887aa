package org.wardpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLSocket;

/** A client that says what a test tells it to, octet by octet, over a real socket. */
public final class Dialog implements AutoCloseable {
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private Dialog(Socket socket) throws IOException {
        use(socket);
    }

    private void use(Socket with) throws IOException {
        socket = with;
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    public static Dialog plain(int port) throws IOException {
        return new Dialog(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public static Dialog tls(int port) throws IOException {
        var dialog = plain(port);
        dialog.upgrade();
        return dialog;
    }

    /** @param ciphers the only ones that this client knows; none: those of the JDK */
    public void upgrade(String... ciphers) throws IOException {
        var tls = (SSLSocket)
                TestTls.LOCALHOST.client().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        if (ciphers.length > 0) tls.setEnabledCipherSuites(ciphers);
        tls.startHandshake();
        use(tls);
    }

    public Dialog raw(String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return this;
    }

    public Dialog raw(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
        return this;
    }

    /** Sends a line and reads the answer, all its lines. */
    public String say(String line) throws IOException {
        return raw(line + "\r\n").answer();
    }

    /** Sends a line and wants an answer that begins so. */
    public Dialog say(String line, String expected) throws IOException {
        assertThat(say(line)).as(line).startsWith(expected);
        return this;
    }

    public Dialog expect(String expected) throws IOException {
        assertThat(answer()).startsWith(expected);
        return this;
    }

    /** One answer of SMTP. */
    public String answer() throws IOException {
        var all = new StringBuilder();
        while (true) {
            var line = line();
            all.append(line).append('\n');
            if (line.length() < 4 || line.charAt(3) != '-') return all.toString();
        }
    }

    public String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) throw new IOException("closed after: " + line);
            if (octet == '\n') return line.toString().stripTrailing();
            line.append((char) octet);
        }
    }

    public byte[] octets(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Whether the server has closed; whatever it still says is read over. */
    public boolean closed() throws IOException {
        try {
            while (in.read() >= 0) continue;
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    public void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    public static String plainLogin(String user, String password) {
        return Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
