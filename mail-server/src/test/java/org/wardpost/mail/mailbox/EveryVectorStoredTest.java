package org.wardpost.mail.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardpost.mail.message.MailVectors;
import org.wardpost.mail.message.MailVectors.Sample;
import org.wardpost.mail.message.Part;

/** Whatever is appended comes out octet by octet, whole and in pieces. */
class EveryVectorStoredTest {
    private static MailboxFixture fixture;
    private static MailboxSession ann;
    private static SealedMessageManager inbox;

    @BeforeAll
    static void open() throws MailboxException {
        fixture = new MailboxFixture();
        ann = fixture.newUser();
        inbox = fixture.inbox(ann);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    static Stream<Sample> samples() {
        return Stream.concat(MailVectors.all().stream(), STRANGE.stream());
    }

    private static final List<Sample> STRANGE = List.of(
            strange("nothing", ""),
            strange("one line end", "\r\n"),
            strange("no header", "Just some text"),
            strange("bare CR and bare LF", "A: b\rC\nD: e\n\rbody\r\r\nmore\n\r"),
            strange("NUL and octets above 127", "Subject: \0\u00ff\u00fe\r\n\r\n\0\u0080\0"),
            strange("a header without end", "A: b\r\n c\r\n\td"));

    private static Sample strange(String name, String octets) {
        return new Sample(name, octets.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void comesOutAsItWentIn(Sample sample) throws MailboxException, IOException {
        var message = fixture.fetch(inbox, ann, fixture.append(inbox, ann, sample.bytes()));
        assertThat(message.getSize()).isEqualTo(sample.bytes().length);
        assertThat(message.section().getInputStream().readAllBytes()).isEqualTo(sample.bytes());
        assertThat(join(message.header(), message.text())).isEqualTo(sample.bytes());
        assertThat(message.section().read(7, 100)).isEqualTo(slice(sample.bytes(), 7, 107));
        checkParts(message, message.summary().root(), sample.bytes());
        assertThat(message.headerFields(List.of("no-such-field"), true)).isEqualTo("\r\n".getBytes(US_ASCII));
    }

    private static void checkParts(SealedMessageResult message, Part multipart, byte[] bytes, int... path)
            throws IOException {
        for (int i = 0; i < multipart.children().size(); i++) {
            var child = multipart.children().get(i);
            var childPath = Arrays.copyOf(path, path.length + 1);
            childPath[path.length] = i + 1;
            assertThat(message.section(childPath).getInputStream().readAllBytes())
                    .isEqualTo(slice(bytes, child.bodyStart(), child.end()));
            assertThat(message.mimeHeader(childPath).getInputStream().readAllBytes())
                    .isEqualTo(slice(bytes, child.headerStart(), child.bodyStart()));
            checkParts(message, child, bytes, childPath);
        }
    }

    private static byte[] slice(byte[] bytes, long from, long to) {
        return Arrays.copyOfRange(bytes, (int) Math.min(from, bytes.length), (int) Math.min(to, bytes.length));
    }

    private static byte[] join(Slice one, Slice other) throws IOException {
        var joined = new java.io.ByteArrayOutputStream();
        one.getInputStream().transferTo(joined);
        other.getInputStream().transferTo(joined);
        return joined.toByteArray();
    }
}
