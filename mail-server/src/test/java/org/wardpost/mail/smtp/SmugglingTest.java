package org.wardpost.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.mail.Dialog;
import org.wardpost.mail.Ports;
import org.wardpost.mail.TestMail;

/** What attackers put on the wire: two messages in one (CVE-2023-51764), commands in the clear behind STARTTLS (CVE-2011-0411). */
class SmugglingTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static TestMail mail;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2();
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r\n",
                "\r\n.\r",
                "\r.\r",
                "\n.\r",
                "\r.\n",
                "\r\n.\r\r\n",
                "\r\r\n.\n",
                "\r\r\n.\r\n",
                "\n\r\n.\n"
            })
    void nothingThatLooksLikeTheEndOfAMessageEndsIt(String end) throws Exception {
        var user = mail.account("smuggle" + NAMES.incrementAndGet() + "@ward.example", OptionalLong.empty());
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example>", "250");
            smtp.say("RCPT TO:<" + user.address() + ">", "250");
            smtp.say("DATA", "354");
            smtp.raw("Subject: outer\r\n\r\nbody" + end + "MAIL FROM:<admin@ward.example>\r\nRCPT TO:<" + user.address()
                    + ">\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n.\r\n");
            smtp.expect("550");
            assertThat(smtp.closed()).isTrue();
        }
        assertThat(mail.messages(user, "INBOX")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\r\r\nb", "\n", "\rb", "a\n\r\nb", "x\u0000y", "Sub\nject"})
    void aLineEndAloneOrANulMakesTheMessageRefusedAndTheConnectionGoesOn(String body) throws Exception {
        var user = mail.account("bare" + NAMES.incrementAndGet() + "@ward.example", OptionalLong.empty());
        try (var smtp = mail.smtp()) {
            for (var message : new String[] {"Subject: x\r\n\r\n" + body, "Subject: x" + body + "\r\n\r\nbody"}) {
                smtp.say("MAIL FROM:<x@far.example>", "250");
                smtp.say("RCPT TO:<" + user.address() + ">", "250");
                smtp.say("DATA", "354");
                smtp.raw(message + "\r\n.\r\n").expect("550 5.6.0");
            }
            smtp.say("NOOP", "250");
        }
        assertThat(mail.messages(user, "INBOX")).isEmpty();
    }

    @Test
    void commandsBehindStartTlsAreNeverObeyed() throws Exception {
        for (var port : new String[] {Ports.SMTP, Ports.SUBMISSION}) {
            try (var smtp = Dialog.plain(mail.port(port))) {
                smtp.expect("220");
                smtp.say("EHLO x.example", "250");
                smtp.raw("STARTTLS\r\nNOOP\r\n").expect("554 5.7.0");
                assertThat(smtp.closed()).isTrue();
            }
            try (var smtp = Dialog.plain(mail.port(port))) { // after a mail transaction too, when James stops looking
                smtp.expect("220");
                smtp.say("EHLO x.example", "250");
                if (port.equals(Ports.SMTP)) {
                    smtp.say("MAIL FROM:<x@far.example>", "250");
                    smtp.say("RCPT TO:<ann@ward.example>", "250");
                    smtp.say("DATA", "354");
                    smtp.say("Subject: x\r\n\r\nx\r\n.", "250");
                }
                smtp.raw("STARTTLS\r\nMAIL FROM:<evil@far.example>\r\n").expect("554");
                assertThat(smtp.closed()).isTrue();
            }
        }
    }

    @Test
    void afterStartTlsTheClientBeginsAnew() throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example>", "250");
            smtp.say("STARTTLS", "220");
            smtp.upgrade();
            smtp.say("RCPT TO:<ann@ward.example>", "503");
            smtp.say("MAIL FROM:<x@far.example>", "503");
            assertThat(smtp.say("EHLO client.example")).startsWith("250").doesNotContain("STARTTLS");
            smtp.say("STARTTLS", "503");
        }
    }

    @Test
    void commandLinesAreBoundedAndEndInCrLf() throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.say("NOOP " + "x".repeat(5000), "500 5.5.2");
            smtp.raw("NOOP\nNOOP\r\n").expect("500").expect("250");
            smtp.raw("NO\rOP\r\n").expect("500");
            smtp.raw(new byte[] {'N', (byte) 0xff, '\r', '\n'}).expect("500");
            smtp.say("", "500");
            smtp.say("EXPN staff", "502");
        }
        try (var smtp = Dialog.plain(mail.port(Ports.SUBMISSION))) { // within AUTH too
            smtp.expect("220");
            smtp.say("EHLO client.example", "250");
            smtp.say("STARTTLS", "220");
            smtp.upgrade();
            smtp.say("EHLO client.example", "250");
            smtp.say("AUTH PLAIN", "334");
            smtp.say("x".repeat(20_000), "500 5.5.2");
            smtp.say("NOOP", "250");
        }
    }

    @Test
    void whoDeliversByLmtpIsNotSentAwayForWhatItsRecipientsAre() throws Exception {
        try (var lmtp = mail.lmtp()) {
            for (int i = 0; i < 50; i++) {
                lmtp.say("MAIL FROM:<x@far.example>", "250");
                lmtp.say("RCPT TO:<nobody@ward.example>", "550");
                lmtp.say("RSET", "250");
            }
        }
    }

    @Test
    void whoOnlyMakesMistakesIsSentAway() throws Exception {
        try (var smtp = mail.smtp()) {
            for (int i = 0; i < 20; i++) smtp.say("WHAT " + i, "500");
            smtp.say("WHAT", "421 4.7.0");
            assertThat(smtp.closed()).isTrue();
        }
    }

    @Test
    void threeHundredSilentConnectionsKeepNobodyWaiting() throws Exception {
        var silent = new java.util.ArrayList<Dialog>();
        try {
            for (int i = 0; i < 300; i++) silent.add(Dialog.plain(mail.port(Ports.SMTP)));
            long begin = System.nanoTime();
            try (var smtp = mail.smtp()) {
                smtp.say("MAIL FROM:<x@far.example>", "250");
                smtp.say("RCPT TO:<bob@ward.example>", "250");
                smtp.say("DATA", "354");
                smtp.say("Subject: x\r\n\r\nx\r\n.", "250");
            }
            assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
        } finally {
            for (var dialog : silent) dialog.close();
        }
    }

    @Test
    void recipientsAndParametersAreBounded() throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example> SIZE=99999999999999999999", "552 5.3.4");
            smtp.say("MAIL FROM:<x@far.example> SIZE=x", "501");
            smtp.say("MAIL FROM:<x@far.example> BODY=BINARYMIME", "501");
            smtp.say("MAIL FROM:<x@far.example> UNKNOWN=1", "555 5.5.4");
            smtp.say("MAIL FROM:<x@far.example> RET=FULL RET=HDRS", "501");
            smtp.say("MAIL FROM:<x@far.example> ENVID=a=b", "501");
            smtp.say("MAIL FROM:x@far.example", "501");
            smtp.say("MAIL FROM:<ä@far.example> SMTPUTF8", "553 5.6.7");
            smtp.say("MAIL FROM:<x@fär.example> SMTPUTF8 RET=HDRS ENVID=abc", "250");
            smtp.say("RCPT TO:<ann@ward.example> NOTIFY=NEVER,SUCCESS", "501");
            smtp.say("RCPT TO:<ann@ward.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;ann+2Bx@ward.example", "250");
            var many = new StringBuilder();
            for (int i = 0; i < 1100; i++)
                many.append("RCPT TO:<ann+").append(i).append("@ward.example>\r\n");
            smtp.raw(many.toString());
            int taken = 0;
            String last = "";
            for (int i = 0; i < 1100; i++) {
                last = smtp.answer();
                if (last.startsWith("250")) taken++;
                if (last.startsWith("421")) break;
            }
            assertThat(taken).isEqualTo(999);
            assertThat(last).startsWith("4");
        }
    }
}
