package org.wardpost.mail.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardpost.mail.MailServerSettings;
import org.wardpost.mail.TestMail;

/** LMTP (RFC 2033): one answer a recipient, connections used again and again. */
class LmtpTest {
    private static TestMail mail;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2(settings ->
                settings.withSmtp(MailServerSettings.defaults().smtp().withMessageBytes(200_000)));
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @Test
    void theHundredthMessageOnAConnectionGoesLikeTheFirst() throws Exception {
        var account = mail.account("hundred@ward.example", OptionalLong.empty());
        try (var lmtp = mail.lmtp()) {
            for (int i = 0; i < 100; i++) {
                lmtp.say("MAIL FROM:<x@far.example>", "250");
                lmtp.say("RCPT TO:<hundred@ward.example>", "250");
                lmtp.say("DATA", "354");
                lmtp.say("Subject: " + i + "\r\n\r\nbody\r\n.", "250 2.0.0");
            }
            lmtp.say("QUIT", "221");
        }
        assertThat(mail.messages(account, "INBOX")).hasSize(100);
    }

    @Test
    void eachRecipientIsAnsweredInOrder() throws Exception {
        var small = mail.account("small@ward.example", OptionalLong.of(300));
        var roomy = mail.account("roomy@ward.example", OptionalLong.empty());
        try (var lmtp = mail.lmtp()) {
            lmtp.say("MAIL FROM:<x@far.example>", "250");
            lmtp.say("RCPT TO:<small@ward.example>", "250");
            lmtp.say("RCPT TO:<nobody@ward.example>", "550 5.1.1");
            lmtp.say("RCPT TO:<roomy@ward.example>", "250");
            lmtp.say("RCPT TO:<roomy+again@ward.example>", "250");
            lmtp.say("DATA", "354");
            lmtp.raw("Subject: x\r\n\r\n" + "y".repeat(900) + "\r\n.\r\n");
            lmtp.expect("452 4.2.2").expect("250").expect("250");
        }
        assertThat(mail.messages(small, "INBOX")).isEmpty();
        assertThat(mail.messages(roomy, "INBOX")).hasSize(1);
    }

    @Test
    void anOversizedMessageIsRefusedForEachRecipientAndNeverCut() throws Exception {
        var one = mail.account("one@ward.example", OptionalLong.empty());
        var two = mail.account("two@ward.example", OptionalLong.empty());
        try (var lmtp = mail.lmtp()) {
            lmtp.say("MAIL FROM:<x@far.example>", "250");
            lmtp.say("RCPT TO:<one@ward.example>", "250");
            lmtp.say("RCPT TO:<two@ward.example>", "250");
            lmtp.say("DATA", "354");
            lmtp.raw("Subject: x\r\n\r\n" + ("y".repeat(98) + "\r\n").repeat(3000) + ".\r\n");
            lmtp.expect("552 5.3.4").expect("552 5.3.4");
            lmtp.say("MAIL FROM:<x@far.example>", "250");
            lmtp.say("RCPT TO:<two@ward.example>", "250");
            lmtp.say("DATA", "354");
            lmtp.say("Subject: x\r\n\r\nsmall\r\n.", "250");
        }
        assertThat(mail.messages(one, "INBOX")).isEmpty();
        assertThat(mail.messages(two, "INBOX")).hasSize(1);
    }

    @Test
    void itIsNotSmtp() throws Exception {
        try (var lmtp = mail.lmtp()) {
            lmtp.say("EHLO x.example", "500");
            lmtp.say("HELO x.example", "500");
            lmtp.say("AUTH PLAIN AGFubgBhbm4=", "503");
            lmtp.say("STARTTLS", "502");
            lmtp.say("MAIL FROM:<x@far.example>", "250");
            lmtp.say("RCPT TO:<x@far.example>", "550 5.7.1");
            lmtp.say("DATA", "503"); // RFC 2033 §4.2: no recipient was taken
        }
    }
}
