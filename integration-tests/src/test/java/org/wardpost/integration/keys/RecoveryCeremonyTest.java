package org.wardpost.integration.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;

/** The root key is lost, and enough holders of shares come together. */
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "near to a minute: -Dlong.tests=true")
class RecoveryCeremonyTest {
    private static final List<String> RECOVER = List.of("key", "recover");

    @TempDir
    Path root;

    @Test
    void allMailIsThereAgainAfterTheKeyFolderIsLost() throws Exception {
        try (var server = RunningServer.quickstart(
                root.resolve("server"), "--demo-users", "1", "--demo-password", Ward.PASSWORD)) {
            Ward.store(server, Ward.PASSWORD);
            var shares = Shares.made(server, root.resolve("safe"), 2, 3);
            server.command("key", "rotate").succeeded(); // what comes later is wrapped to the authority too
            assertThat(server.command(shares.command(RECOVER, 1, 3)).errors()).contains("A server runs");
            var backup = root.resolve("backup");
            server.command("backup", backup.toString()).succeeded();
            assertThat(server.terminate()).isZero();

            assertThat(server.command(shares.command(RECOVER, 1, 3)).errors()).contains("There is a root key in");
            Files.move(server.folders().keys(), root.resolve("lost"));
            refused(server, shares, shares.command(RECOVER, 2), "2 different shares are needed");
            mistyped(server, shares);
            anotherAuthority(server, shares);
            assertThat(server.folders().keys()).doesNotExist();

            assertThat(server.command(shares.command(RECOVER, 3, 2)).succeeded().output())
                    .contains("new root key, number 3");
            server.start();
            Ward.assertKept(server, Ward.PASSWORD);
            Ward.deliver(server);
            server.command("key", "rotate").succeeded();
            server.command("verify").succeeded();
            restoredByShares(shares, backup);
            readByShares(shares, backup, server.account(0).address());
        }
    }

    private void mistyped(RunningServer server, Shares shares) throws IOException {
        var good = Files.readString(shares.files().get(0));
        var at = good.indexOf("wps-") + 20;
        var other = good.charAt(at) == 'x' ? 'y' : 'x';
        var bad = Files.writeString(root.resolve("mistyped"), good.substring(0, at) + other + good.substring(at + 1));
        refused(
                server,
                shares,
                new String[] {
                    "key",
                    "recover",
                    "--share",
                    bad.toString(),
                    "--share",
                    shares.files().get(1).toString()
                },
                "The share in " + bad + " is not good");
    }

    private void anotherAuthority(RunningServer server, Shares shares) throws IOException {
        try (var other = RunningServer.quickstart(root.resolve("other"), "--demo-users", "1")) {
            var theirs = Shares.made(other, root.resolve("other-safe"), 2, 2);
            refused(
                    server,
                    shares,
                    new String[] {
                        "key",
                        "recover",
                        "--share",
                        theirs.files().get(0).toString(),
                        "--share",
                        shares.files().get(1).toString()
                    },
                    "do not belong together");
            refused(
                    server,
                    shares,
                    theirs.command(RECOVER, 1, 2),
                    "these data open by the shares of " + shares.authority());
        }
    }

    private static void refused(RunningServer server, Shares shares, String[] command, String sentence) {
        var finished = server.command(command);
        assertThat(finished.exitCode()).isEqualTo(1);
        assertThat(finished.errors()).contains(sentence).doesNotContain("\tat ").doesNotContain("Exception");
    }

    private void restoredByShares(Shares shares, Path backup) {
        var elsewhere = new RunningServer.Folders(root.resolve("elsewhere"));
        var restored = elsewhere.run("", shares.command(List.of("restore", backup.toString()), 1, 2));
        assertThat(restored.succeeded().output()).contains("Restored 2 accounts");
        elsewhere.run("", "verify").succeeded();
        assertThat(elsewhere.run("", "key", "status").succeeded().output()).contains("Root key      3");
    }

    /** And by the reader that was written from docs/formats.md. */
    private void readByShares(Shares shares, Path backup, String address) throws Exception {
        var process = new ProcessBuilder(
                        "/usr/bin/python3",
                        RunningServer.projectRoot()
                                .resolve("integration-tests/reader/wardpost_formats.py")
                                .toString(),
                        "backup",
                        backup.toString(),
                        "print",
                        address,
                        "Kept",
                        "1",
                        "--shares",
                        shares.files().get(2).toString(),
                        shares.files().get(0).toString())
                .redirectOutput(root.resolve("read").toFile())
                .redirectError(root.resolve("read-errors").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(root.resolve("read")))
                .as(Files.readString(root.resolve("read-errors")))
                .contains("Mrs Hill has slept well");
    }

    @Test
    void anAccountGetsANewPasswordByItsRecoverySlot() throws IOException {
        try (var server = RunningServer.quickstart(
                root.resolve("server"), "--demo-users", "1", "--demo-password", Ward.PASSWORD)) {
            Ward.store(server, Ward.PASSWORD);
            var ann = server.account(0).address();
            assertThat(server.command("key", "recovery", "add-slot", ann).errors())
                    .contains("no recovery authority yet");
            var shares = Shares.made(server, root.resolve("safe"), 2, 3);
            assertThat(server.command("key", "add-recovery", "--threshold", "2", "--shares", "3")
                            .errors())
                    .contains("There is a recovery authority already");
            var recover = List.of("key", "recover", "--account", ann, "--password-stdin");
            assertThat(server.commandWithInput("new-password-of-ann\n", shares.command(recover, 1, 2))
                            .errors())
                    .contains("has no recovery slot");
            server.command("key", "recovery", "add-slot", ann).succeeded();
            server.command(shares.command(List.of("key", "recovery", "test"), 2, 3))
                    .succeeded();
            server.commandWithInput("new-password-of-ann\n", shares.command(recover, 1, 3))
                    .succeeded();
            Ward.assertKept(server, "new-password-of-ann");

            assertThat(server.command("key", "recovery", "remove", "--yes")
                            .succeeded()
                            .output())
                    .contains("1 slots of accounts");
            assertThat(server.commandWithInput("another-password\n", shares.command(recover, 1, 3))
                            .errors())
                    .contains("has no recovery slot");
            assertThat(server.command("doctor").output()).contains("whoever loses the root key loses all mail");
        }
    }
}
