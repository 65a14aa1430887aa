package org.wardpost.app.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.app.StartException;
import org.wardpost.identity.operation.Progress;

/**
 * Takes operations from {@code wardpost} commands while the server runs. A request is one line {@code {"operation":…,"input":…}}; the
 * answer any number of {@code {"progress":…}} lines and one {@code {"result":…}} or {@code {"refused":"sentence"}}.
 * The socket's mode is 0600 in a folder of 0700, and the kernel's word for who is at the other end must be our own user or root.
 */
public final class AdminSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final int AT_ONCE = 16;

    private final Path path;
    private final ServerSocketChannel listening;
    private final Handler handler;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Answers requests. */
    interface Handler {
        /** @throws CommandFailed with a sentence for whoever sent it */
        Object run(String systemUser, String operation, JsonNode input, Progress progress);
    }

    private AdminSocket(Path path, ServerSocketChannel listening, Handler handler) {
        this.path = path;
        this.listening = listening;
        this.handler = handler;
    }

    /** Listens for the data folder {@code data}, whose lock the caller holds: a socket left over from a killed server is replaced. */
    public static AdminSocket open(Path data, OperationRunner runner) {
        return open(data, runner::run);
    }

    static AdminSocket open(Path data, Handler handler) {
        var path = SocketPath.of(data);
        try {
            var folder = Objects.requireNonNull(path.getParent(), "SocketPath gives an absolute path");
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.getOwner(folder).getName().equals(System.getProperty("user.name"))
                    || !PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                            .equals("rwx------")) {
                throw new StartException(
                        "The folder " + folder + " must belong to the server's user and have mode 700, for the admin"
                                + " socket lies in it. Run: chmod 700 " + folder);
            }
            Files.deleteIfExists(path);
            var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listening.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            var socket = new AdminSocket(path, listening, handler);
            Thread.ofVirtual().name("admin-socket").start(socket::accept);
            return socket;
        } catch (IOException e) {
            throw new StartException(
                    "The admin socket " + path + " cannot be opened: " + StartException.reason(e) + ".", e);
        }
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                var peer = listening.accept();
                Thread.ofVirtual().name("admin-command").start(() -> serve(peer));
            } catch (IOException e) {
                if (listening.isOpen()) {
                    LOG.warn("The admin socket does not accept", e);
                }
                return;
            }
        }
    }

    private void serve(SocketChannel peer) {
        try (peer) {
            var user = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            if (!user.equals(System.getProperty("user.name")) && !user.equals("root")) {
                LOG.warn("Refused user {} at the admin socket", user);
                return;
            }
            if (!places.tryAcquire()) {
                write(peer, Map.of("refused", "Too many commands run at once; try again in a moment."));
                return;
            }
            try {
                answer(peer, user);
            } finally {
                places.release();
            }
        } catch (IOException e) {
            LOG.debug("A command went away", e);
        }
    }

    private void answer(SocketChannel peer, String user) throws IOException {
        var line = readLine(Channels.newInputStream(peer));
        JsonNode request;
        try {
            request = AdminJson.MAPPER.readTree(line);
        } catch (IOException e) {
            write(peer, Map.of("refused", "The request is not JSON."));
            return;
        }
        try {
            var result =
                    handler.run(user, request.path("operation").asText(), request.path("input"), (what, done, of) -> {
                        try {
                            write(peer, Map.of("progress", Map.of("what", what, "done", done, "of", of)));
                        } catch (IOException e) {
                            throw new CommandFailed("The terminal went away.");
                        }
                    });
            write(peer, Map.of("result", result));
        } catch (CommandFailed e) {
            write(peer, Map.of("refused", String.valueOf(e.getMessage())));
        }
    }

    private static void write(SocketChannel peer, Object value) throws IOException {
        var bytes = AdminJson.MAPPER.writeValueAsBytes(value);
        var line = java.nio.ByteBuffer.allocate(bytes.length + 1)
                .put(bytes)
                .put((byte) '\n')
                .flip();
        synchronized (peer) {
            while (line.hasRemaining()) {
                peer.write(line);
            }
        }
    }

    private static String readLine(InputStream in) throws IOException {
        var bounded = new BufferedReader(new java.io.InputStreamReader(in, StandardCharsets.UTF_8), 8192);
        var line = new StringBuilder();
        for (var c = bounded.read(); c >= 0 && c != '\n'; c = bounded.read()) {
            if (line.length() == LONGEST_REQUEST) {
                throw new IOException("The request is too long");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            listening.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The admin socket cannot be removed", e);
        }
    }
}
