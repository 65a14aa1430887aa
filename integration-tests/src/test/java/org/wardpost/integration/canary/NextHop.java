package org.wardpost.integration.canary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Somebody else's mail server on loopback that answers every recipient with the same reply, and takes no mail. */
final class NextHop implements AutoCloseable {
    private final ServerSocket server;
    private final String toRecipients;

    private NextHop(ServerSocket server, String toRecipients) {
        this.server = server;
        this.toRecipients = toRecipients;
    }

    /** @param toRecipients such as {@code 550 5.1.1 nobody of that name} */
    static NextHop answering(String toRecipients) {
        try {
            var hop = new NextHop(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), toRecipients);
            Thread.ofVirtual().start(hop::run);
            return hop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** One peer after the other. */
    private void run() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                converse(socket);
            } catch (IOException peerGoneOrClosed) {
                // a server that was killed
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        say(socket, "220 hop.example");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
            var reply = switch (verb) {
                case "RCPT" -> toRecipients;
                case "DATA" -> "554 5.5.1 no valid recipients";
                case "QUIT" -> "221 bye";
                default -> "250 ok";
            };
            say(socket, reply);
            if (verb.equals("QUIT")) return;
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
