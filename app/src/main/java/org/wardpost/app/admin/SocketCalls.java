package org.wardpost.app.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.wardpost.identity.operation.Progress;

/** Runs operations in the server that has the data folder open. */
public final class SocketCalls implements AdminCalls {
    private final Path path;

    private SocketCalls(Path path) {
        this.path = path;
    }

    /** Empty if no server listens for {@code data}. */
    public static Optional<SocketCalls> find(Path data) {
        var path = SocketPath.of(data);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return Optional.of(new SocketCalls(path));
        } catch (java.nio.file.AccessDeniedException e) {
            throw new CommandFailed("The server runs as another user: run this command as that user or as root.");
        } catch (IOException left) {
            return Optional.empty(); // a killed server leaves its socket behind
        }
    }

    @Override
    public <O> O call(String operation, Object input, Class<O> output, Progress progress) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            var request = AdminJson.MAPPER.writeValueAsString(Map.of("operation", operation, "input", input)) + "\n";
            var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            var lines =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var answer = AdminJson.MAPPER.readTree(line);
                if (answer.has("progress")) {
                    report(answer.get("progress"), progress);
                } else if (answer.has("refused")) {
                    throw new CommandFailed(answer.get("refused").asText());
                } else {
                    return AdminJson.MAPPER.treeToValue(answer.get("result"), output);
                }
            }
        } catch (IOException e) {
            throw new CommandFailed("The server ended the connection: " + e.getMessage() + ".");
        }
        throw new CommandFailed(
                "The server stopped before it answered; ask again to see whether the command was carried out.");
    }

    private static void report(JsonNode progress, Progress to) {
        to.at(
                progress.path("what").asText(),
                progress.path("done").asLong(),
                progress.path("of").asLong());
    }

    @Override
    public void close() {}
}
