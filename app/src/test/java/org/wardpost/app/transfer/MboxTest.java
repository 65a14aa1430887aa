package org.wardpost.app.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardpost.store.message.MessageFlags;

/** What programs call an mbox: RFC 4155, and what Netscape, Thunderbird and Gmail write. */
class MboxTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/mimekit/mbox");

    @TempDir
    Path root;

    private record Message(String octets, int flags, Optional<Instant> received) {}

    private static List<Message> read(Path file) throws IOException {
        assertThat(Mbox.isOne(file)).isTrue();
        var found = new ArrayList<Message>();
        new Mbox(file).forEach((message, steps) -> {
            try (var in = message.content().open()) {
                found.add(new Message(new String(in.readAllBytes(), ISO_8859_1), message.flags(), message.received()));
            }
        });
        return found;
    }

    private List<Message> read(String text) throws IOException {
        return read(Files.writeString(root.resolve("a.mbox"), text, ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"content-length, 29", "issue1189, 4", "simple, 3", "unmunged, 2"})
    void mailboxesOfMimeKitHaveAsManyMessagesAsItFinds(String name, int messages) throws IOException {
        assertThat(read(VECTORS.resolve(name + ".mbox.txt"))).hasSize(messages);
    }

    @Test
    void thunderbirdPutsNoEmptyLineBeforeItsSeparator() throws IOException {
        assertThat(read("From - Mon Jun  3 12:50:27 1996\nSubject: a\n\nx\nFrom - \nSubject: b\n\ny\n"))
                .extracting(Message::octets)
                .containsExactly("Subject: a\n\nx\n", "Subject: b\n\ny\n");
    }

    @Test
    void aTextThatSaysFromIsNoSeparator() throws IOException {
        assertThat(
                        read(
                                "From a@b.example Mon Jun  3 12:50:27 1996\nSubject: a\n\nmy favourite:\n\nFrom Russia\n\nwith love\n"))
                .extracting(Message::octets)
                .containsExactly("Subject: a\n\nmy favourite:\n\nFrom Russia\n\nwith love\n");
    }

    @ParameterizedTest
    @CsvSource({
        "From a@b Mon Jun  3 12:50:27 1996, 1996-06-03T12:50:27Z",
        "From a@b Mon Jun 13 12:50 1996, 1996-06-13T12:50:00Z",
        "From 1666@xxx Thu Oct 02 17:05:12 +0200 2014, 2014-10-02T15:05:12Z",
        "From a@b Mon Jun  3 12:50:27 1996 -0700, 1996-06-03T19:50:27Z",
        "From a@b Mon Jun  3 12:50:27 PST 1996, 1996-06-03T12:50:27Z",
        "From - , ",
        "From a@b Mon Jun 99 12:50:27 1996, "
    })
    void theSeparatorSaysWhenTheMessageCame(String line, Instant date) throws IOException {
        assertThat(read(line + "\nSubject: a\n\n").getFirst().received()).isEqualTo(Optional.ofNullable(date));
    }

    @Test
    void flagsStandInTheHeaderAndNowhereElse() throws IOException {
        assertThat(read("""
                        From - Mon Jun  3 12:50:27 1996
                        X-Mozilla-Status: 0005

                        Status: RO
                        X-Status: D

                        From a@b Mon Jun  3 12:50:27 1996
                        status: RO
                        X-Status: AT
                        X-Mozilla-Status: no number

                        """))
                .extracting(Message::flags)
                .containsExactly(
                        MessageFlags.SEEN | MessageFlags.FLAGGED,
                        MessageFlags.SEEN | MessageFlags.ANSWERED | MessageFlags.DRAFT);
    }
}
