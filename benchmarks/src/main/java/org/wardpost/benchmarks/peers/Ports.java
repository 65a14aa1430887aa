package org.wardpost.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ports on loopback. */
final class Ports {
    private static final long PATIENCE_SECONDS = 20;

    private Ports() {}

    static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when somebody listens. @throws IOException with the log, if nobody does in time */
    static void await(int port, Path log) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            try (var probe = new Socket("127.0.0.1", port)) {
                if (probe.isConnected()) return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        throw new IOException(
                "Nobody listens on port " + port + ": " + (Files.exists(log) ? Files.readString(log) : ""));
    }
}
