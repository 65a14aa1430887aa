package org.wardpost.integration.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;

/** The root key lies in a PKCS#11 token, here Debian's SoftHSM2, and never leaves it. */
class TokenServerTest {
    private static final String LIBRARY = "/usr/lib/softhsm/libsofthsm2.so";

    @TempDir
    Path root;

    private final String label = "wp-" + UUID.randomUUID().toString().substring(0, 8);
    private Path tokens = Path.of("");
    private Path pin = Path.of("");

    @BeforeEach
    void aToken() throws IOException {
        assertThat(Path.of(LIBRARY)).as("apt-get install softhsm2").exists();
        tokens = Files.createDirectories(root.resolve("tokens"));
        var configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
        Files.writeString(
                configuration,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        Finished.run(
                        List.of(
                                "softhsm2-util",
                                "--init-token",
                                "--free",
                                "--label",
                                label,
                                "--so-pin",
                                "12345678",
                                "--pin",
                                "567890"),
                        root.resolve("tmp"))
                .succeeded();
        pin = secret("pin", "567890\n");
    }

    private Path secret(String name, String text) throws IOException {
        var file = Files.writeString(root.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Path config(String name, String library, String token, Path pinFile) throws IOException {
        return Files.writeString(
                root.resolve(name),
                "[root-key]\nprovider = \"pkcs11\"\ntoken = \"" + library + "\"\ntoken-label = \"" + token
                        + "\"\npin-from = \"" + pinFile + "\"\n");
    }

    @Test
    void itServesFromTheTokenAndGoesOnWhenThatVanishes() throws IOException {
        var config = config("wardpost.toml", LIBRARY, label, pin);
        try (var server = RunningServer.quickstart(
                root.resolve("server"),
                "--config",
                config.toString(),
                "--demo-users",
                "1",
                "--demo-password",
                Ward.PASSWORD)) {
            Ward.store(server, Ward.PASSWORD);
            Ward.deliver(server);
            server.command("key", "rotate").succeeded();
            assertThat(server.command("key", "status").output()).contains("pkcs11; at hand: 1, 2");
            assertThat(server.command("key", "export-root", "--yes").errors()).contains("cannot be exported");

            var away = Files.move(tokens, root.resolve("tokens-away"));
            var refused = server.command("key", "rotate");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors()).contains("The token refused").doesNotContain("\tat ");
            Ward.assertKept(server, Ward.PASSWORD);
            Ward.deliver(server);
            assertThat(server.command("key", "status").output()).contains("Working key   2 (in use");
            assertThat(server.terminate()).isZero();

            withoutToken(server, config);
            Files.move(away, tokens);
            wrong(server);
            server.start();
            Ward.assertKept(server, Ward.PASSWORD);
            server.command("key", "rotate").succeeded();
            server.command("verify").succeeded();
        }
    }

    private void withoutToken(RunningServer server, Path config) {
        refused(server, config, "The token refused");
    }

    private void wrong(RunningServer server) throws IOException {
        refused(server, config("pin.toml", LIBRARY, label, secret("wrong-pin", "111111\n")), "the PIN is wrong");
        refused(server, config("label.toml", LIBRARY, "no-such-token", pin), "There is no token with the label");
        refused(
                server,
                config("library.toml", "/usr/lib/no-such-library.so", label, pin),
                "There is no PKCS#11 library");
        refused(server, config("nopin.toml", LIBRARY, label, root.resolve("no-pin")), "is missing");
    }

    private static void refused(RunningServer server, Path config, String sentence) {
        var finished = server.command(
                "serve", "--config", config.toString(), "--port-offset", Integer.toString(server.port("imaps") - 993));
        assertThat(finished.exitCode()).isEqualTo(1);
        assertThat(finished.errors()).contains(sentence).doesNotContain("\tat ").doesNotContain("Exception");
    }
}
