package org.wardpost.mail.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.mail.TlsMaterial;
import org.wardpost.mail.TlsPeers;

/** A listening port: accepts, counts, negotiates TLS where it comes first, and gives each connection a virtual thread. */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    /**
     * @param name in thread names and messages
     * @param tlsFirst TLS from the first octet (RFC 8314 §3) when present
     * @param busy sent in the clear to a peer for whom there is no place; a peer that speaks TLS first is told nothing
     * @param farewell sent to whoever is idle when the server stops
     */
    public record Settings(
            String name,
            InetAddress bind,
            int port,
            Optional<TlsMaterial> tlsFirst,
            String busy,
            String farewell,
            Patience patience) {}

    /**
     * How long a peer may keep us waiting outside of its commands; then its connection ends.
     * @param handshake longest time for a whole handshake of TLS
     * @param answer longest time for taking what it is sent
     */
    public record Patience(Duration handshake, Duration answer) {
        /** @param answer see there */
        public static Patience withAnswers(Duration answer) {
            return new Patience(HANDSHAKE, answer);
        }
    }

    private final Settings settings;
    private final ConnectionLimits limits;
    private final Conversation conversation;
    private final ServerSocket server;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch acceptorEnded = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    private Listener(Settings settings, ConnectionLimits limits, Conversation conversation, ServerSocket server) {
        this.settings = settings;
        this.limits = limits;
        this.conversation = conversation;
        this.server = server;
    }

    /** @throws IOException naming the port, when it is taken or may not be bound */
    public static Listener open(Settings settings, ConnectionLimits limits, Conversation conversation)
            throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(settings.bind(), settings.port()), 1024);
        } catch (IOException refused) {
            server.close();
            throw new IOException(
                    "Port " + settings.port() + " (" + settings.name() + ") cannot be bound on "
                            + settings.bind().getHostAddress() + ": " + refused.getMessage(),
                    refused);
        }
        var listener = new Listener(settings, limits, conversation, server);
        Thread.ofPlatform().daemon().name("accept-" + settings.name()).start(listener::accept);
        Thread.ofVirtual().name("patience-" + settings.name()).start(listener::sweep);
        return listener;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (!stopping) {
                Socket socket;
                try {
                    socket = server.accept();
                } catch (IOException e) {
                    if (stopping || server.isClosed()) return;
                    LOG.warn(
                            "{}: accepting failed: {}",
                            settings.name(),
                            e.getClass().getSimpleName());
                    Thread.sleep(100); // out of file descriptors: not at full speed
                    continue;
                }
                admit(socket);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            acceptorEnded.countDown();
        }
    }

    /** One look now and then at all connections: a thread or a timer for each would cost more than what it guards. */
    private void sweep() {
        long pause = Math.clamp(settings.patience().answer().toMillis() / 4, 10, 1000);
        try {
            while (!ended.await(pause, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                for (var connection : open) connection.abortIfStuck(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(Socket socket) {
        var admission = limits.admit(socket.getInetAddress(), socket);
        if (admission.isEmpty()) {
            turnAway(socket);
            return;
        }
        Thread.ofVirtual().name(settings.name()).start(() -> converse(socket, admission.get()));
    }

    private void turnAway(Socket socket) {
        try (socket) {
            if (settings.tlsFirst().isEmpty())
                socket.getOutputStream().write(settings.busy().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // it left by itself
        }
    }

    private void converse(Socket socket, Admission admission) {
        Connection connection = null;
        try (admission;
                socket) {
            connection = new Connection(socket, admission, settings.patience().answer());
            open.add(connection);
            if (settings.tlsFirst().isPresent())
                connection.startTls(
                        settings.tlsFirst().get().serverContext(),
                        TlsPeers.PEOPLE,
                        settings.patience().handshake());
            if (!stopping) conversation.hold(connection);
            connection.flush();
        } catch (SocketTimeoutException slow) {
            if (connection != null) sayGoodbye(connection);
        } catch (IOException gone) {
            // peers leave in the middle; that is no event
        } catch (RuntimeException fault) {
            LOG.error("{}: a conversation failed", settings.name(), fault);
        } finally {
            if (connection != null) {
                connection.close();
                open.remove(connection); // until then the sweep looks after it
            }
        }
    }

    private void sayGoodbye(Connection connection) {
        try {
            connection.write(settings.farewell());
            connection.flush();
        } catch (IOException gone) {
            // nobody listens
        }
    }

    /** Accepts no more, ends idle connections at once and waits for the others. */
    public void stop(Duration patience) {
        stopping = true;
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            server.close();
            acceptorEnded.await(1, TimeUnit.SECONDS);
            for (var connection : open) {
                // each by itself, for one that reads nothing would keep the others waiting
                Thread.ofVirtual().start(() -> connection.endIfIdle(settings.farewell()));
            }
            while (!open.isEmpty() && System.nanoTime() < deadline) TimeUnit.MILLISECONDS.sleep(5);
        } catch (IOException e) {
            LOG.warn("{}: closing failed: {}", settings.name(), e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(Connection::abort);
        ended.countDown();
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
