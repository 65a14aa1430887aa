package org.wardpost.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardpost.mail.MailServerSettings;
import org.wardpost.mail.TestMail;

/** Long lines and large messages: kept whole or refused, never cut. */
class LargeMessageTest {
    private static TestMail mail;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2(settings ->
                settings.withSmtp(MailServerSettings.defaults().smtp().withMessageBytes(3_000_000)));
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @Test
    void linesOfAnyLengthUpToTheLimitAreKept() throws Exception {
        for (int length : new int[] {998, 8190, 8191, 8192, 8193, 20_000, 1_000_000}) {
            var before = mail.messages(mail.bob, "INBOX").size();
            var line = "x".repeat(length);
            try (var smtp = mail.smtp()) {
                smtp.say("MAIL FROM:<x@far.example>", "250");
                smtp.say("RCPT TO:<bob@ward.example>", "250");
                smtp.say("DATA", "354");
                smtp.say("Subject: long\r\n\r\nbefore\r\n" + line + "\r\nafter\r\n.", "250");
                smtp.say("NOOP", "250");
            }
            assertThat(mail.texts(mail.bob, "INBOX").get(before))
                    .endsWith("\r\n\r\nbefore\r\n" + line + "\r\nafter\r\n");
        }
    }

    @Test
    void aLineBeyondTheLimitIsRefusedAndNothingIsStored() throws Exception {
        var before = mail.messages(mail.bob, "INBOX").size();
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example>", "250");
            smtp.say("RCPT TO:<bob@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.say("Subject: long\r\n\r\n" + "x".repeat(1024 * 1024) + "\r\n.", "552");
            smtp.say("NOOP", "250");
        }
        assertThat(mail.messages(mail.bob, "INBOX")).hasSize(before);
    }

    @Test
    void anOversizedMessageIsRefusedWhole() throws Exception {
        var body = ("y".repeat(998) + "\r\n").repeat(3100);
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example> SIZE=3000001", "552 5.3.4");
            smtp.say("MAIL FROM:<x@far.example>", "250");
            smtp.say("RCPT TO:<ann@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.raw("Subject: big\r\n\r\n").raw(body).say(".", "552 5.3.4");
            smtp.say("MAIL FROM:<x@far.example>", "250"); // and the next one goes
            smtp.say("RCPT TO:<ann@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.say("Subject: small\r\n\r\nz\r\n.", "250");
        }
        assertThat(mail.texts(mail.ann, "INBOX")).singleElement().asString().contains("Subject: small");
    }

    @Test
    void aLargeMessageComesBackOctetForOctet() throws Exception {
        var account = mail.account("large@ward.example", java.util.OptionalLong.empty());
        var body = new StringBuilder();
        var random = new java.util.Random(7);
        while (body.length() < 2_500_000) {
            for (int i = random.nextInt(200); i >= 0; i--) body.append((char) (33 + random.nextInt(90)));
            body.append("\r\n");
        }
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example>", "250");
            smtp.say("RCPT TO:<large@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.raw("Subject: l\r\n\r\n" + body.toString().replaceAll("(?m)^\\.", ".."))
                    .say(".", "250");
        }
        assertThat(mail.texts(account, "INBOX").getFirst()).endsWith("\r\n\r\n" + body);
    }

    @Test
    void anEndlessHeaderIsRefused() throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example>", "250");
            smtp.say("RCPT TO:<ann@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.raw("X-A: b\r\n".repeat(100_000)).say(".", "552");
            smtp.say("MAIL FROM:<x@far.example>", "250");
            smtp.say("RCPT TO:<ann@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.raw("Received: loop\r\n".repeat(60)).say("\r\nbody\r\n.", "554 5.4.6");
        }
    }
}
