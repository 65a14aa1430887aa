package org.wardpost.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The product as a process of its own: {@code ./wardpost quickstart --json} in folders of the test, on ports that were free a
 * moment before. It knows nothing of the code inside; everything it tells comes from the line of JSON that scripts rely on.
 */
public final class RunningServer implements AutoCloseable {
    private static final int[] STANDARD_PORTS = {25, 24, 143, 993, 465, 587, 4190};

    private final Folders folders;
    private final Map<String, String> environment;
    private final List<String> arguments;
    private final int portOffset;
    private @Nullable Process process;
    private @Nullable JsonNode ready;

    /** Where one server of a test keeps what it has: all below one temporary folder. */
    public record Folders(Path root) {
        public Path data() {
            return root.resolve("data");
        }

        public Path keys() {
            return root.resolve("keys");
        }

        public Path temp() {
            return root.resolve("tmp");
        }

        /** Runs a command on these folders, whether a server runs in them or not. */
        public Finished run(String input, String... words) {
            return run(input, Duration.ofMinutes(2), words);
        }

        /** The same for a command that may take up to {@code atMost}. */
        public Finished run(String input, Duration atMost, String... words) {
            var command = new ArrayList<>(List.of(launcher().toString()));
            command.addAll(List.of(words));
            command.addAll(List.of("--data", data().toString(), "--keys", keys().toString()));
            return Finished.run(command, temp(), input, atMost);
        }

        /** Standard error of every start, one after the other. */
        public Path log() {
            return root.resolve("server.log");
        }
    }

    private RunningServer(Folders folders, Map<String, String> environment, List<String> arguments, int portOffset) {
        this.folders = folders;
        this.environment = environment;
        this.arguments = arguments;
        this.portOffset = portOffset;
    }

    /**
     * Starts a quickstart server and returns when it says that it is ready.
     * @param root an empty folder of the test
     * @param arguments more arguments of {@code quickstart}
     */
    public static RunningServer quickstart(Path root, String... arguments) {
        return quickstart(root, Map.of(), arguments);
    }

    /**
     * The same.
     * @param environment more variables for the launcher, such as {@code WARDPOST_JAVA_OPTS}
     */
    public static RunningServer quickstart(Path root, Map<String, String> environment, String... arguments) {
        var server = new RunningServer(new Folders(root), environment, List.of(arguments), freeOffset());
        server.start();
        return server;
    }

    /** Folders and ports of a server that was never started, for commands that come before. */
    public static RunningServer stopped(Path root) {
        return new RunningServer(new Folders(root), Map.of(), List.of(), freeOffset());
    }

    /** Starts it again in the same folders on the same ports, after {@link #kill} or {@link #terminate}. */
    public void start() {
        try {
            Files.createDirectories(folders.temp());
            var command = new ArrayList<>(List.of(launcher().toString(), "quickstart", "--json"));
            command.addAll(List.of(
                    "--data",
                    folders.data().toString(),
                    "--keys",
                    folders.keys().toString()));
            command.addAll(List.of("--port-offset", Integer.toString(portOffset)));
            command.addAll(arguments);
            var builder = new ProcessBuilder(command).directory(projectRoot().toFile());
            builder.environment().putAll(environment);
            builder.environment().put("TMPDIR", folders.temp().toString());
            builder.redirectError(ProcessBuilder.Redirect.appendTo(folders.log().toFile()));
            var started = builder.start();
            process = started;
            var output = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
            var line = output.readLine();
            if (line == null)
                throw new IllegalStateException("The server did not start:\n" + Files.readString(folders.log()));
            ready = new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9} of the Java process; returns when it is gone. */
    public void kill() {
        running().destroyForcibly();
        awaitEnd(20);
    }

    /** {@code SIGTERM}. @return its exit code */
    public int terminate() {
        running().destroy();
        awaitEnd(20);
        return running().exitValue();
    }

    private void awaitEnd(int seconds) {
        try {
            if (!running().waitFor(seconds, TimeUnit.SECONDS)) throw new IllegalStateException("still running");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs another sub-command with {@code input} on its standard input, against the same folders. */
    public Finished commandWithInput(String input, String... words) {
        return folders.run(input, words);
    }

    /** Runs another sub-command against the same folders, as an operator would in a second terminal. */
    public Finished command(String... words) {
        return folders.run("", words);
    }

    /** {@code serve} on this server's ports in the foreground, for starts that are refused. */
    public Finished serve(String... words) {
        var all =
                new ArrayList<>(List.of("serve", "--bind", "127.0.0.1", "--port-offset", Integer.toString(portOffset)));
        all.addAll(List.of(words));
        return command(all.toArray(String[]::new));
    }

    /** The same as {@link #command} with folders that the words name. */
    public Finished bare(String... words) {
        var command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(words));
        return Finished.run(command, folders.temp());
    }

    private Process running() {
        return Objects.requireNonNull(process);
    }

    private JsonNode told(String name) {
        return Objects.requireNonNull(ready).get(name);
    }

    public Folders folders() {
        return folders;
    }

    public long pid() {
        return told("pid").asLong();
    }

    public int port(String name) {
        return told("ports").get(name).asInt();
    }

    public String host() {
        return told("host").asText();
    }

    public Path ca() {
        return Path.of(told("ca").asText());
    }

    public long readyMillis() {
        return told("ready_ms").asLong();
    }

    public List<MailAccount> accounts() {
        var accounts = new ArrayList<MailAccount>();
        for (var node : told("accounts")) {
            accounts.add(new MailAccount(
                    node.get("address").asText(), node.get("password").asText()));
        }
        return accounts;
    }

    /** Addresses of the mailboxes that demo users share. */
    public List<String> groups() {
        var groups = new ArrayList<String>();
        told("groups").forEach(node -> groups.add(node.get("address").asText()));
        return groups;
    }

    public MailAccount account(int index) {
        return accounts().get(index);
    }

    /** A demo user as the server printed it. */
    public record MailAccount(String address, String password) {}

    @Override
    public void close() {
        if (process == null || !process.isAlive()) return;
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /** The checkout that this build runs in. */
    public static Path projectRoot() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("wardpost"))) folder = Objects.requireNonNull(folder.getParent());
        return folder;
    }

    private static Path launcher() {
        return projectRoot().resolve("wardpost");
    }

    private static int freeOffset() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int offset = ThreadLocalRandom.current().nextInt(11_000, 32_000 - 5_000);
            if (allFree(offset)) return offset;
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean allFree(int offset) {
        for (int port : STANDARD_PORTS) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + offset));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
