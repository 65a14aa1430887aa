package org.wardpost.mail.outgoing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.wardpost.mail.TlsPeers;
import org.wardpost.mail.smtp.Reply;

/** The client's side of one SMTP connection (RFC 5321). Blocks; used on a virtual thread. */
final class SmtpClient implements AutoCloseable {
    private static final int MAX_LINE = 4096;
    private static final int MAX_LINES = 128;

    private final String host;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private Map<String, String> extensions = Map.of();

    private SmtpClient(String host, Socket socket) throws IOException {
        this.host = host;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
    }

    /** @param host its name, for SNI and messages */
    static SmtpClient connect(String host, InetAddress address, int port, Duration connect, Duration reply)
            throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), (int) connect.toMillis());
            socket.setSoTimeout((int) reply.toMillis());
            socket.setTcpNoDelay(true);
            return new SmtpClient(host, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    boolean secure() {
        return socket instanceof SSLSocket;
    }

    boolean offers(String extension) {
        return extensions.containsKey(extension);
    }

    /** The announced SIZE; 0 when there is no limit (RFC 1870 §4). */
    long size() {
        var size = extensions.getOrDefault("SIZE", "");
        return size.matches("[0-9]{1,18}") ? Long.parseLong(size) : 0;
    }

    /** EHLO, or HELO for those who do not know it. */
    Reply hello(String name) throws IOException {
        var reply = command("EHLO " + name);
        if (!reply.positive()) {
            extensions = Map.of();
            return command("HELO " + name);
        }
        var found = new HashMap<String, String>();
        for (var line : reply.lines().subList(1, reply.lines().size())) {
            var words = line.split(" ", 2);
            found.put(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1].strip() : "");
        }
        extensions = Map.copyOf(found);
        return reply;
    }

    /** @param verify whether the certificate has to be trusted and to name {@code host} */
    void startTls(SSLContext context, boolean verify) throws IOException {
        if (in.available() > 0) throw new ProtocolException("octets before TLS"); // RFC 3207 §6, injected by somebody
        var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        var parameters = TlsPeers.SERVERS.restrict(tls.getSSLParameters());
        if (verify) parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.setSoTimeout(socket.getSoTimeout());
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
        out = new BufferedOutputStream(tls.getOutputStream(), 16 * 1024);
        extensions = Map.of();
    }

    Reply command(String line) throws IOException {
        if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) throw new ProtocolException("a command is one line");
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return reply();
    }

    /** Sends the message, dots stuffed (§4.5.2), and the end. */
    Reply message(InputStream octets) throws IOException {
        var buffer = new byte[16 * 1024];
        boolean lineStart = true;
        int previous = -1;
        for (int read = octets.read(buffer); read >= 0; read = octets.read(buffer)) {
            int from = 0;
            for (int i = 0; i < read; i++) {
                if (lineStart && buffer[i] == '.') {
                    out.write(buffer, from, i - from);
                    out.write('.');
                    from = i;
                }
                lineStart = buffer[i] == '\n' && previous == '\r';
                previous = buffer[i];
            }
            out.write(buffer, from, read - from);
        }
        if (!lineStart) out.write(new byte[] {'\r', '\n'});
        out.write(new byte[] {'.', '\r', '\n'});
        out.flush();
        return reply();
    }

    /** @throws ProtocolException when what comes is no answer of SMTP */
    Reply reply() throws IOException {
        var lines = new ArrayList<String>();
        String code = null;
        while (true) {
            var line = line();
            if (line.length() < 3 || !line.substring(0, 3).matches("[2-5][0-9]{2}"))
                throw new ProtocolException("not an SMTP answer");
            if (code == null) code = line.substring(0, 3);
            if (!line.startsWith(code)) throw new ProtocolException("not an SMTP answer");
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') return parsed(Integer.parseInt(code), lines);
            if (lines.size() > MAX_LINES) throw new ProtocolException("endless answer");
        }
    }

    /** Takes the enhanced status code off the lines (RFC 2034 §4). */
    private static Reply parsed(int code, List<String> lines) {
        var status = "";
        var texts = new ArrayList<String>();
        for (var line : lines) {
            var words = line.split(" ", 2);
            if (words[0].matches("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}")
                    && words[0].charAt(0) == Integer.toString(code).charAt(0)) {
                status = words[0];
                texts.add(words.length > 1 ? words[1] : "");
            } else texts.add(line);
        }
        return new Reply(code, status, texts);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) throw new EOFException("closed by the peer");
            if (octet == '\n') return line.toString().stripTrailing();
            if (line.length() >= MAX_LINE) throw new ProtocolException("endless line");
            line.append(octet < 32 || octet > 126 ? ' ' : (char) octet);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // closed already
        }
    }
}
