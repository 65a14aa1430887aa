package org.wardpost.integration.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody else's mail server, that takes everything and remembers when it said so. */
final class NextHop implements AutoCloseable {
    /** @param at when the 250 was handed to the kernel, seconds since 1970 */
    record Taken(String data, double at) {}

    private final ServerSocket server;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private volatile Runnable afterTaking = () -> {};

    NextHop() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("next-hop").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Every copy of every message that was answered 250. */
    List<Taken> taken() {
        return List.copyOf(taken);
    }

    long copiesOf(String id) {
        return taken.stream().filter(one -> one.data().contains(id)).count();
    }

    /** Run right behind each 250, on the thread that said it. */
    void afterTaking(Runnable action) {
        afterTaking = action;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            say(socket, "220 next-hop.example ESMTP");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.equals("DATA")) {
                    say(socket, line.equals("QUIT") ? "221 bye" : "250 fine");
                    continue;
                }
                say(socket, "354 go on");
                var data = new StringBuilder();
                for (var next = in.readLine(); !".".equals(next); next = in.readLine()) {
                    if (next == null) return;
                    data.append(next).append('\n');
                }
                say(socket, "250 taken");
                var now = Instant.now();
                taken.add(new Taken(data.toString(), now.getEpochSecond() + now.getNano() / 1e9));
                afterTaking.run();
            }
        } catch (IOException gone) {
            // killed: that is what the test does
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
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
