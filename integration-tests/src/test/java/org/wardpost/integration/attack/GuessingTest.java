package org.wardpost.integration.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.WireConnection;

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

    @Test
    void whoWasHereBeforeIsNotLockedOutByStrangersElsewhere(@TempDir Path root) throws IOException {
        var quicker = Files.writeString(
                root.resolve("quicker.toml"), "[login.lockout]\nfirst-delay = \"100ms\"\nlongest-delay = \"400ms\"\n");
        try (var server = RunningServer.quickstart(root, "--demo-users", "1", "--config", quicker.toString())) {
            var nurse = server.account(0);
            try (var ward = from(server, "127.0.7.1")) {
                ward.command("LOGIN " + nurse.address() + " " + nurse.password())
                        .ok();
            }
            var guesses = new ArrayList<Future<String>>();
            try (var strangers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 25; i++) {
                    var guess = "LOGIN " + nurse.address() + " guess" + i;
                    guesses.add(strangers.submit(() -> {
                        try (var imap = from(server, "127.0.9.1")) {
                            return imap.command(guess).tagged();
                        }
                    }));
                }
            }
            assertThat(guesses)
                    .allSatisfy(guess -> assertThat(guess.resultNow()).startsWith("NO"));
            try (var elsewhere = from(server, "127.0.9.2")) {
                assertThat(elsewhere
                                .command("LOGIN " + nurse.address() + " " + nurse.password())
                                .tagged())
                        .as("where the guesses came from, even the right password is refused")
                        .startsWith("NO");
            }
            long began = System.nanoTime();
            try (var ward = from(server, "127.0.7.2")) {
                ward.command("LOGIN " + nurse.address() + " " + nurse.password())
                        .ok();
            }
            assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
        }
    }

    /** IMAP from another network of this machine. */
    private static ImapWire from(RunningServer server, String address) {
        var connection = WireConnection.plain(server.port("imaps"), address);
        connection.startTls();
        return ImapWire.over(connection);
    }

    private static String refusal(RunningServer server, String user) {
        try (var imap = ImapWire.tls(server.port("imaps"))) {
            return imap.command("LOGIN " + user + " wrong" + System.nanoTime()).tagged();
        }
    }
}
