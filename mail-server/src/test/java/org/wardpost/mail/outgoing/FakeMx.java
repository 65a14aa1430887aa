package org.wardpost.mail.outgoing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.wardpost.mail.TestTls;

/** A mail server of somebody else's, that answers as a test wants and keeps what it was told. */
final class FakeMx implements AutoCloseable {
    /** @param envelope MAIL and RCPT lines that were taken @param data octets between DATA and the dot */
    record Taken(List<String> envelope, String data, boolean secure) {}

    private final ServerSocket server;
    private final List<String> extensions;
    private final Function<String, String> answers;
    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();

    /** @param answers for a command line; null for what a friendly server says */
    FakeMx(List<String> extensions, Function<String, String> answers) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.extensions = extensions;
        this.answers = answers;
        Thread.ofVirtual().start(this::accept);
    }

    static FakeMx friendly(String... extensions) throws IOException {
        return new FakeMx(List.of(extensions), _ -> null);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            Socket socket = plain;
            var in = reader(socket);
            say(socket, "220 mx.far.example");
            var envelope = new ArrayList<String>();
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                var own = answers.apply(line);
                if (own != null) {
                    say(socket, own);
                    if (own.startsWith("2") && line.matches("(MAIL|RCPT).*")) envelope.add(line);
                    if (own.startsWith("421")) return;
                    continue;
                }
                switch (line.substring(0, Math.min(4, line.length())).toUpperCase()) {
                    case "EHLO" -> {
                        var all = new StringBuilder("250-mx.far.example");
                        for (var extension : extensions)
                            if (!extension.equals("STARTTLS") || !(socket instanceof SSLSocket))
                                all.append("\r\n250-").append(extension);
                        say(socket, all.append("\r\n250 HELP").toString());
                    }
                    case "STAR" -> {
                        say(socket, "220 go");
                        var tls = (SSLSocket) TestTls.LOCALHOST
                                .material()
                                .serverContext()
                                .getSocketFactory()
                                .createSocket(socket, null, true);
                        tls.setUseClientMode(false);
                        tls.startHandshake();
                        socket = tls;
                        in = reader(socket);
                    }
                    case "MAIL", "RCPT" -> {
                        envelope.add(line);
                        say(socket, "250 2.1.0 ok");
                    }
                    case "DATA" -> {
                        say(socket, "354 go");
                        var data = new StringBuilder();
                        for (line = in.readLine(); !line.equals("."); line = in.readLine())
                            data.append(line.startsWith(".") ? line.substring(1) : line)
                                    .append("\r\n");
                        taken.add(new Taken(List.copyOf(envelope), data.toString(), socket instanceof SSLSocket));
                        envelope.clear();
                        say(socket, "250 2.0.0 taken");
                    }
                    default -> say(socket, "250 ok");
                }
            }
        } catch (IOException gone) {
            // the test or the client has ended it
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
