package org.wardpost.integration.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;

/** {@code import} and {@code export}: whatever a user brings can be taken away again, octet for octet. */
class MovingInAndOutTest {
    @Test
    void aTreeOfMessagesComesOutAsItWentIn(@TempDir Path root) throws IOException {
        var tree = RunningServer.projectRoot().resolve("integration-tests/src/test/resources/vectors/mail");
        var sent = messages(tree);
        assertThat(sent).hasSizeGreaterThan(50);
        try (var server = RunningServer.quickstart(root.resolve("server"), "--demo-users", "1")) {
            var nurse = server.account(0).address();
            server.command("import", nurse, tree.toString(), "--mailbox", "Moved")
                    .succeeded();
            var out = root.resolve("out");
            server.command("export", nurse, out.toString(), "--mailbox", "Moved", "--format", "eml")
                    .succeeded();
            assertThat(messages(out)).usingElementComparator(Arrays::compare).containsExactlyInAnyOrderElementsOf(sent);

            server.command("import", nurse, tree.toString(), "--mailbox", "Moved")
                    .succeeded();
            var again = root.resolve("again");
            server.command("export", nurse, again.toString(), "--mailbox", "Moved", "--format", "eml")
                    .succeeded();
            assertThat(messages(again))
                    .as("importing again resumes, and doubles nothing")
                    .hasSameSizeAs(sent);
        }
    }

    private static List<byte[]> messages(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            return files.filter(f -> f.toString().endsWith(".eml"))
                    .sorted()
                    .map(MovingInAndOutTest::bytes)
                    .toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
