package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is listed a second time, from memory, is what was listed first. */
class ListedAgainTest {
    private static final List<String> LISTINGS = List.of(
            "FETCH 1:* (UID ENVELOPE BODYSTRUCTURE INTERNALDATE RFC822.SIZE)",
            "FETCH 1:* (UID BODY PREVIEW)",
            "UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)])",
            "FETCH 1:* (BODY.PEEK[HEADER]<0.20> ENVELOPE)",
            "FETCH 1:* (ENVELOPE BODY.PEEK[] BODY.PEEK[TEXT])");

    private final ImapFixture server = ImapFixture.onH2();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void withTheSameOctets() throws IOException {
        var person = server.newPerson();
        try (var client = server.login(person)) {
            appendAll(client, "one", 20);
            client.ok("SELECT INBOX");
            for (var listing : LISTINGS) {
                var first = untagged(client, listing);
                assertThat(first).hasSize(20);
                assertThat(untagged(client, listing)).isEqualTo(first);
            }
            try (var other = server.login(person)) {
                other.ok("SELECT INBOX");
                for (var listing : LISTINGS)
                    assertThat(untagged(other, listing)).isEqualTo(untagged(client, listing));
            }
        }
    }

    @Test
    void anotherUsersMessageOfTheSameUidIsAnother() throws IOException {
        try (var ann = server.login(server.newPerson());
                var bob = server.login(server.newPerson())) {
            appendAll(ann, "ann", 3);
            appendAll(bob, "bob", 3);
            ann.ok("SELECT INBOX");
            bob.ok("SELECT INBOX");
            for (int round = 0; round < 2; round++) {
                assertThat(ann.ok("FETCH 2 (ENVELOPE)").getFirst()).contains("\"ann 1\"");
                assertThat(bob.ok("FETCH 2 (ENVELOPE)").getFirst()).contains("\"bob 1\"");
            }
        }
    }

    @Test
    void flagsAndWhatIsGoneAreOfNow() throws IOException {
        try (var client = server.login(server.newPerson())) {
            appendAll(client, "one", 5);
            client.ok("SELECT INBOX");
            client.ok("FETCH 1:* (FLAGS ENVELOPE)");
            client.ok("STORE 2 +FLAGS (\\Flagged \\Deleted)");
            assertThat(client.ok("FETCH 2 (FLAGS ENVELOPE)").getFirst())
                    .contains("\\Flagged")
                    .contains("\"one 1\"");
            client.ok("EXPUNGE");
            var left = untagged(client, "FETCH 1:* (UID ENVELOPE)");
            assertThat(left).hasSize(4);
            assertThat(left.get(1)).contains("UID 3").contains("\"one 2\"");
        }
    }

    @Test
    void aHeaderLongerThanSummariesKeepIsReadFromTheMessage() throws IOException {
        try (var client = server.login(server.newPerson())) {
            var filler = "X-Filler: " + "f".repeat(900) + "\r\n";
            client.append("INBOX", "Subject: long\r\n" + filler.repeat(1200) + "X-Last: here\r\n\r\nText\r\n");
            client.ok("SELECT INBOX");
            for (int round = 0; round < 3; round++) {
                assertThat(client.ok("FETCH 1 (ENVELOPE BODY.PEEK[HEADER])").getFirst())
                        .contains("\"long\"")
                        .contains("X-Last: here");
            }
        }
    }

    private static void appendAll(RawImap client, String name, int count) throws IOException {
        for (int i : IntStream.range(0, count).toArray()) {
            client.append("INBOX", "From: a@b.example\r\nSubject: " + name + " " + i + "\r\n\r\nText " + i + "\r\n");
        }
    }

    private static List<String> untagged(RawImap client, String command) throws IOException {
        return client.ok(command).stream().filter(line -> line.startsWith("* ")).toList();
    }
}
