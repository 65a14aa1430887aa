package org.wardpost.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.mail.Dialog;
import org.wardpost.mail.Ports;
import org.wardpost.mail.TestMail;

/** What users send: only over TLS, only signed in, only in their own name. */
class SubmissionTest {
    private static TestMail mail;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2();
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noPasswordGoesInTheClear() throws Exception {
        try (var smtp = Dialog.plain(mail.port(Ports.SUBMISSION))) {
            smtp.expect("220");
            assertThat(smtp.say("EHLO x.example")).contains("STARTTLS").doesNotContain("AUTH");
            smtp.say("AUTH PLAIN " + Dialog.plainLogin("ann@ward.example", TestMail.PASSWORD), "538 5.7.11");
            smtp.say("MAIL FROM:<ann@ward.example>", "530 5.7.0");
            smtp.say("STARTTLS", "220");
            smtp.upgrade();
            assertThat(smtp.say("EHLO x.example"))
                    .contains("AUTH PLAIN LOGIN")
                    .contains("SMTPUTF8")
                    .contains("DSN");
            smtp.say("MAIL FROM:<ann@ward.example>", "530");
            smtp.say("AUTH PLAIN " + Dialog.plainLogin("ann@ward.example", TestMail.PASSWORD), "235");
            smtp.say("MAIL FROM:<ann@ward.example>", "250");
        }
    }

    @Test
    void eachWayToSayAPassword() throws Exception {
        var plain = Dialog.plainLogin("ann@ward.example", TestMail.PASSWORD);
        var scripts = new String[][] {
            {"AUTH PLAIN " + plain},
            {"AUTH PLAIN", plain},
            {"auth login", base64("ann@ward.example"), base64(TestMail.PASSWORD)},
            {"AUTH LOGIN " + base64("ann@ward.example"), base64(TestMail.PASSWORD)}
        };
        for (var script : scripts) {
            try (var smtp = Dialog.tls(mail.port(Ports.SUBMISSIONS))) {
                smtp.expect("220");
                smtp.say("EHLO x.example", "250");
                for (int i = 0; i < script.length - 1; i++) smtp.say(script[i], "334");
                smtp.say(script[script.length - 1], "235 2.7.0");
                smtp.say("AUTH PLAIN " + plain, "503");
            }
        }
    }

    /** RFC 9325 §4.2; port 25 takes what it gets, for the same mail would come in the clear. */
    @Test
    void peopleNeedAuthenticatedEncryptionAndOtherServersDoNot() throws Exception {
        var old = new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"};
        try (var smtp = Dialog.plain(mail.port(Ports.SUBMISSIONS))) {
            assertThatThrownBy(() -> smtp.upgrade(old)).isInstanceOf(SSLException.class);
        }
        for (var name : new String[] {Ports.SUBMISSION, Ports.SMTP}) {
            try (var smtp = Dialog.plain(mail.port(name))) {
                smtp.expect("220");
                smtp.say("EHLO x.example", "250");
                smtp.say("STARTTLS", "220");
                if (name.equals(Ports.SUBMISSION))
                    assertThatThrownBy(() -> smtp.upgrade(old)).isInstanceOf(SSLException.class);
                else {
                    smtp.upgrade(old);
                    smtp.say("EHLO x.example", "250");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a ", "(a)", "=?a?q?", "=?a?q?b?=", "a@b.example ", "\"a\" "})
    void anAuthorOfHalfAMegabyteIsReadAtOnce(String piece) throws Exception {
        try (var smtp = mail.submission("ann@ward.example")) {
            smtp.say("MAIL FROM:<ann@ward.example>", "250");
            smtp.say("RCPT TO:<bob@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.patience(60_000); // of a busy machine; it took minutes
            var name = piece.repeat(450_000 / piece.length());
            assertThat(smtp.say("From: " + name + " <ann@ward.example>\r\nSubject: x\r\n\r\nx\r\n."))
                    .matches("(?s)(250|550) .*");
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreAnsweredAlike() throws Exception {
        try (var smtp = Dialog.tls(mail.port(Ports.SUBMISSIONS))) {
            smtp.expect("220");
            smtp.say("EHLO x.example", "250");
            var wrong = smtp.say("AUTH PLAIN " + Dialog.plainLogin("bob@ward.example", "not this one"));
            var unknown = smtp.say("AUTH PLAIN " + Dialog.plainLogin("nobody@ward.example", "not this one"));
            assertThat(wrong).startsWith("535 5.7.8").isEqualTo(unknown);
            smtp.say("AUTH PLAIN !!!", "501");
            smtp.say("AUTH PLAIN " + base64("no parts"), "501");
            smtp.say("AUTH LOGIN", "334");
            smtp.say("*", "501");
            smtp.say("AUTH CRAM-MD5", "504");
        }
    }

    @Test
    void usersSendToEachOtherAndTheHeaderIsCompleted() throws Exception {
        int before = mail.messages(mail.bob, "INBOX").size();
        try (var smtp = mail.submission("ann@ward.example")) {
            smtp.say("MAIL FROM:<ann@ward.example>", "250");
            smtp.say("RCPT TO:<bob@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.say("From: Ann <ann@ward.example>\r\nBcc: secret@ward.example\r\nSubject: hi\r\n\r\nx\r\n.", "250");
        }
        assertThat(mail.texts(mail.bob, "INBOX").get(before))
                .contains("\r\nDate: ", "\r\nMessage-ID: <", "ESMTPSA")
                .doesNotContain("secret", "127.0.0.1");
    }

    @Test
    void ownAliasesAndDetailsAreOnesOwnNames() throws Exception {
        for (var from : new String[] {"matron@ward.example", "ann+rota@ward.example", "ANN@ward.example", ""}) {
            try (var smtp = mail.submission("ann@ward.example")) {
                smtp.say("MAIL FROM:<" + from + ">", "250");
                smtp.say("RCPT TO:<bob@ward.example>", "250");
                smtp.say("DATA", "354");
                var header = from.isEmpty() ? "ann@ward.example" : from;
                smtp.say("From: Matron <" + header + ">\r\nSender: \"ann\"@ward.example\r\n\r\nx\r\n.", "250");
            }
        }
    }

    @Test
    void theEnvelopeSenderIsOnesOwn() throws Exception {
        try (var smtp = mail.submission("ann@ward.example")) {
            for (var from : new String[] {
                "bob@ward.example", "x@far.example", "team@ward.example", "\"bob\"@ward.example", "ann@far.example"
            }) smtp.say("MAIL FROM:<" + from + ">", "553 5.7.1");
        }
    }

    static Stream<String> spoofedHeaders() {
        return SpoofedHeaders.of("ann@ward.example", "bob@ward.example");
    }

    @ParameterizedTest
    @MethodSource("spoofedHeaders")
    void noHeaderSpeaksForSomebodyElse(String header) throws Exception {
        int before = mail.messages(mail.bob, "INBOX").size();
        try (var smtp = mail.submission("ann@ward.example")) {
            smtp.say("MAIL FROM:<ann@ward.example>", "250");
            smtp.say("RCPT TO:<bob@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.say(header + "\r\nX: y\r\n\r\nbody\r\n.", "550");
            smtp.say("NOOP", "250");
        }
        assertThat(mail.messages(mail.bob, "INBOX")).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: ann@ward.example",
                "From: Ann (the nurse) <ann@ward.example>",
                "From: ann@ward.example (Ann, ann@ward.example)",
                "From: \"Ann, Ward 5\" <ann@ward.example>",
                "From: =?utf-8?q?Sch=C3=B6n?= <ann@ward.example>",
                "From: Ann\r\n <ann@ward.example>",
                "From: \"ann@ward.example\" <ann@ward.example>",
                "From: ann@ward.example, matron@ward.example\r\nSender: ann@ward.example",
                "From: Schwester Ännchen <ann@ward.example>"
            })
    void ordinaryHeadersPass(String header) throws Exception {
        try (var smtp = mail.submission("ann@ward.example")) {
            smtp.say("MAIL FROM:<ann@ward.example> SMTPUTF8", "250");
            smtp.say("RCPT TO:<bob@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.say(header + "\r\n\r\nbody\r\n.", "250");
        }
    }
}
