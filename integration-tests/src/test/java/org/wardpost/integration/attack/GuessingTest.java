package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;

/** A wrong password and an unknown user get the same words, and guessing gets slower. */
class GuessingTest {
    @Test
    void theAnswerDoesNotTellWhoExistsAndGuessesAreSlowed(@TempDir Path root) {
        try (var server = RunningServer.quickstart(root, "--demo-users", "2")) {
            var known = refusal(server, server.account(0).address());
            var unknown =
                    refusal(server, "nobody@" + server.account(0).address().replaceAll(".*@", ""));
            assertThat(unknown).isEqualTo(known);

            long began = System.nanoTime();
            for (int i = 0; i < 5; i++) refusal(server, server.account(0).address());
            assertThat(System.nanoTime() - began).as("five guesses").isGreaterThan(1_000_000_000L);
        }
    }

    private static String refusal(RunningServer server, String user) {
        try (var imap = ImapWire.tls(server.port("imaps"))) {
            return imap.command("LOGIN " + user + " wrong" + System.nanoTime()).tagged();
        }
    }
}
