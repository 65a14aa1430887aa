package org.wardpost.integration.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;

/** Somebody leaves, and what is left of the account in backups is told honestly. */
class ShredNowTest {
    @TempDir
    Path root;

    @Test
    void rootKeysGoOnlyAfterANewBackupIsProved() throws IOException {
        try (var server = RunningServer.quickstart(
                root.resolve("server"), "--demo-users", "3", "--demo-password", Ward.PASSWORD)) {
            Ward.store(server, Ward.PASSWORD);
            var before = root.resolve("before");
            server.command("backup", before.toString()).succeeded();
            var shares = Shares.made(server, root.resolve("safe"), 2, 3);
            var withShares = root.resolve("with-shares");
            server.command("backup", withShares.toString()).succeeded();
            var leaver = server.account(1).address();

            Files.createDirectories(root.resolve("full"));
            Files.writeString(root.resolve("full").resolve("something"), "here");
            var refused = server.command(
                    "shred",
                    "user",
                    leaver,
                    "--now",
                    "--backup",
                    root.resolve("full").toString(),
                    "--yes");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors()).contains("is not empty");
            assertThat(server.command("shred", "user", leaver, "--now", "--yes").errors())
                    .contains("go together");
            assertThat(server.command("key", "status").output()).contains("at hand: 1)");
            assertThat(server.command("user", "list").output()).contains(leaver);

            var after = root.resolve("after");
            var said = server.command("shred", "user", leaver, "--now", "--backup", after.toString(), "--yes")
                    .succeeded()
                    .output();
            assertThat(said)
                    .contains("is proved", "Destroyed the root keys [1]")
                    .containsPattern("Nothing opens these any more:\\s+\\S+  " + before)
                    .containsPattern(withShares + "  root key 1; any 2 of the 3 shares of the recovery authority "
                            + shares.authority())
                    .contains("in every copy of the key folder");
            assertThat(server.command("key", "status").output()).contains("at hand: 2)");
            assertThat(server.command("user", "list").output()).doesNotContain(leaver);
            Ward.assertKept(server, Ward.PASSWORD);

            assertThat(opens(server, before).errors()).contains("does not open the backup");
            assertThat(opens(server, after).exitCode()).isZero();
            server.command("verify").succeeded();
        }
    }

    /** Whether it restores with the keys that the server has now. */
    private static Finished opens(RunningServer server, Path backup) throws IOException {
        var elsewhere =
                new RunningServer.Folders(server.folders().root().resolveSibling(backup.getFileName() + "-restored"));
        Files.createDirectories(elsewhere.keys());
        for (var name : List.of("root.p12", "password")) {
            Files.copy(
                    server.folders().keys().resolve(name),
                    elsewhere.keys().resolve(name),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.setPosixFilePermissions(elsewhere.keys(), PosixFilePermissions.fromString("rwx------"));
        return elsewhere.run("", "restore", backup.toString());
    }
}
