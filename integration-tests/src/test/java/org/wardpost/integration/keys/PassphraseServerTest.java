package org.wardpost.integration.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;

/** A root key under a passphrase: the server waits with closed ports until somebody unlocks it. */
class PassphraseServerTest {
    private static final String PASSPHRASE = "otter velvet quarry nine\n";

    @TempDir
    Path root;

    private RunningServer.Folders folders() {
        return new RunningServer.Folders(root.resolve("server"));
    }

    private Finished unlock(String passphrase) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(folders().data().resolve("run/admin.sock")));
        return folders().run(passphrase, "unlock", "--passphrase-stdin");
    }

    @Test
    void itServesOnlyOnceItIsUnlocked() throws Exception {
        var config = Files.writeString(root.resolve("wardpost.toml"), "[root-key]\nprovider = \"passphrase\"\n");
        var starting = CompletableFuture.supplyAsync(() -> RunningServer.quickstart(
                folders().root(),
                "--config",
                config.toString(),
                "--demo-users",
                "1",
                "--demo-password",
                Ward.PASSWORD));
        assertThat(unlock("short\n").errors()).contains("at least 12 characters");
        assertThat(unlock(PASSPHRASE).succeeded().output()).contains("The passphrase is set");
        try (var server = starting.get()) {
            Ward.store(server, Ward.PASSWORD);
            server.command("key", "rotate").succeeded();
            assertThat(server.terminate()).isZero();

            direct(config);
            var again = CompletableFuture.runAsync(server::start);
            closedUntilUnlocked(server);
            again.get();
            Ward.assertKept(server, Ward.PASSWORD);
            Ward.deliver(server);
            assertThat(server.command("key", "status").succeeded().output()).contains("passphrase; at hand: 1, 2");
            assertThat(unlock(PASSPHRASE).exitCode())
                    .as("nothing waits any more")
                    .isEqualTo(1);
            server.command("verify").succeeded();
        }
    }

    private void closedUntilUnlocked(RunningServer server) throws IOException {
        var before = sizes();
        var wrong = unlock("otter velvet quarry ten\n");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.errors()).contains("The passphrase is wrong").doesNotContain("\tat ");
        assertThat(folders().run("", "user", "list").errors()).contains("waits for the passphrase");
        assertThat(open(server.port("imaps"))).isFalse();
        assertThat(open(server.port("smtp"))).isFalse();
        assertThat(folders()
                        .run(
                                "",
                                "serve",
                                "--config",
                                root.resolve("wardpost.toml").toString(),
                                "--port-offset",
                                "9000")
                        .errors())
                .contains("Another Wardpost process");
        assertThat(sizes()).isEqualTo(before);
        assertThat(unlock(PASSPHRASE).succeeded().output()).contains("Unlocked");
    }

    /** A command on the stopped server has no terminal to ask at here, and a file when it is told one. */
    private void direct(Path config) throws IOException {
        var asked = folders().run("", "user", "list", "--config", config.toString());
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.errors()).contains("no terminal to ask at");
        var file = Files.writeString(root.resolve("passphrase"), PASSPHRASE);
        var with = Files.writeString(
                root.resolve("with-file.toml"),
                "[root-key]\nprovider = \"passphrase\"\npassphrase-from = \"" + file + "\"\n");
        folders().run("", "user", "list", "--config", with.toString()).succeeded();
        Files.writeString(file, "not the passphrase\n");
        assertThat(folders()
                        .run("", "user", "list", "--config", with.toString())
                        .errors())
                .contains("The passphrase is wrong");
    }

    private java.util.Map<Path, Long> sizes() throws IOException {
        var sizes = new java.util.TreeMap<Path, Long>();
        for (var folder : new Path[] {folders().data(), folders().keys()}) {
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    sizes.put(file, Files.size(file));
                }
            }
        }
        return sizes;
    }

    private static boolean open(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
