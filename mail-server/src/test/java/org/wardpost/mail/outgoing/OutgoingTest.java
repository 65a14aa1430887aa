package org.wardpost.mail.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.mail.MailServerSettings;
import org.wardpost.mail.TestMail;
import org.wardpost.mail.outgoing.OutgoingSettings.NextHop;
import org.wardpost.mail.outgoing.OutgoingSettings.Tls;
import org.wardpost.mail.queue.QueueNames;

/** Mail to other servers, which a test server on loopback plays. */
class OutgoingTest {
    private FakeMx mx;
    private TestMail mail;

    @AfterEach
    void stop() throws Exception {
        if (mail != null) mail.close();
        if (mx != null) mx.close();
    }

    private void start(
            List<String> extensions, Function<String, String> answers, UnaryOperator<OutgoingSettings> change)
            throws IOException {
        mx = new FakeMx(extensions, answers);
        var outgoing = change.apply(MailServerSettings.defaults()
                .outgoing()
                .withRetries(List.of(Duration.ofMinutes(5), Duration.ofHours(1)))
                .withRoutes(Map.of("far.example", new NextHop("localhost", mx.port()))));
        mail = TestMail.onH2(settings -> settings.withOutgoing(outgoing));
    }

    private void send(String rcpt, String body) throws Exception {
        try (var smtp = mail.submission("ann@ward.example")) {
            smtp.say("MAIL FROM:<ann@ward.example> RET=HDRS ENVID=e+2B1", "250");
            for (var to : rcpt.split(" "))
                smtp.say(
                        "RCPT TO:<" + to.replace("/", "> NOTIFY=").replace("=X", "") + (to.contains("/") ? "" : ">"),
                        "250");
            smtp.say("DATA", "354");
            smtp.say("From: ann@ward.example\r\nSubject: out\r\n\r\n" + body + "\r\n.", "250");
        }
    }

    private void emptyQueues() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> mail.store().queue().size(QueueNames.OUTGOING)
                                + mail.store().queue().size(QueueNames.SPOOL)
                        == 0);
    }

    @Test
    void octetsGoOutAsTheyAreWithoutOurReturnPath() throws Exception {
        start(List.of("8BITMIME", "DSN", "SIZE 1000000"), _ -> null, s -> s);
        send("x@far.example y@far.example bob@ward.example", "..dot\r\nä\r\n" + "z".repeat(5000));
        await().until(() -> mx.taken.size() == 1);
        var taken = mx.taken.getFirst();
        assertThat(taken.envelope()).hasSize(3);
        assertThat(taken.envelope().getFirst())
                .startsWith("MAIL FROM:<ann@ward.example> SIZE=")
                .contains("BODY=8BITMIME RET=HDRS ENVID=e+2B1");
        assertThat(taken.data())
                .startsWith("Received: ")
                .doesNotContain("Return-Path")
                .endsWith("\r\n.dot\r\nä\r\n" + "z".repeat(5000) + "\r\n");
        assertThat(mail.texts(mail.bob, "INBOX")).hasSize(1);
        emptyQueues();
        assertThat(mail.messages(mail.ann, "INBOX")).isEmpty();
    }

    @Test
    void tlsIsUsedWhenOffered() throws Exception {
        start(List.of("STARTTLS"), _ -> null, s -> s);
        send("x@far.example", "secret");
        await().until(() -> mx.taken.size() == 1);
        assertThat(mx.taken.getFirst().secure()).isTrue();
    }

    @Test
    void whereTlsIsRequiredNothingGoesInTheClearOrToAnybody() throws Exception {
        start(
                List.of("STARTTLS"),
                _ -> null,
                s -> s.withTls(Tls.REQUIRED)); // its certificate is nobody's whom Java trusts
        send("x@far.example", "secret");
        await().until(() -> mx.commands.contains("STARTTLS"));
        await().until(() -> mail.store().queue().size(QueueNames.OUTGOING) == 1);
        assertThat(mx.taken).isEmpty();
        assertThat(mx.commands).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void aRefusedRecipientIsReportedAndTheOthersGetIt() throws Exception {
        start(List.of(), line -> line.startsWith("RCPT TO:<bad") ? "550 5.1.1 who is" : null, s -> s);
        send("bad@far.example good@far.example", "body text");
        var report = mail.await(mail.ann, "INBOX", 1).getFirst();
        assertThat(report)
                .contains(
                        "multipart/report; report-type=delivery-status",
                        "Final-Recipient: rfc822; bad@far.example",
                        "Action: failed",
                        "Status: 5.1.1",
                        "Remote-MTA: dns; localhost",
                        "Diagnostic-Code: smtp; 550 who is",
                        "Original-Envelope-Id: e+1",
                        "Auto-Submitted: auto-replied",
                        "text/rfc822-headers",
                        "Subject: out")
                .doesNotContain("good@far.example", "body text");
        assertThat(mx.taken).hasSize(1);
        emptyQueues();
    }

    @Test
    void aBusyHostIsTriedAgainAndThenGivenUp() throws Exception {
        var tries = new AtomicInteger();
        start(
                List.of(),
                line -> {
                    if (!line.startsWith("MAIL")) return null;
                    tries.incrementAndGet();
                    return "451 4.3.0 later";
                },
                s -> s);
        send("x@far.example", "body");
        await().until(() -> tries.get() == 1);
        for (int i = 2; i <= 3; i++) {
            int expected = i;
            await().until(() -> mail.store()
                    .queue()
                    .browse(QueueNames.OUTGOING)
                    .anyMatch(row -> row.due().isAfter(mail.testStore().clock().instant())));
            assertThat(tries.get()).isEqualTo(i - 1);
            mail.testStore().clock().advance(Duration.ofHours(2));
            mail.store().queue().flush(QueueNames.OUTGOING);
            await().until(() -> tries.get() == expected);
        }
        assertThat(mail.await(mail.ann, "INBOX", 1).getFirst())
                .contains("Action: failed", "Status: 5.3.0", "x@far.example");
        emptyQueues();
    }

    @Test
    void aDeadHostKeepsTheMailOverARestart() throws Exception {
        start(List.of(), _ -> null, s -> s);
        mx.close();
        send("x@far.example", "patience");
        await().until(() -> mail.store()
                .queue()
                .browse(QueueNames.OUTGOING)
                .anyMatch(row -> row.due().isAfter(mail.testStore().clock().instant())));
        mail.restart();
        assertThat(mail.store().queue().size(QueueNames.OUTGOING)).isEqualTo(1);
    }

    @Test
    void reportsComeToWhoAskedForThem() throws Exception {
        start(List.of(), line -> line.startsWith("RCPT TO:<never") ? "550 no" : null, s -> s);
        send("never@far.example/NEVER yes@far.example/SUCCESS bob@ward.example/SUCCESS", "body");
        var reports = mail.await(mail.ann, "INBOX", 2);
        emptyQueues();
        assertThat(reports).hasSize(2);
        assertThat(String.join("", reports))
                .contains("Action: relayed", "yes@far.example", "Action: delivered", "bob@ward.example")
                .doesNotContain("never@far.example");
    }

    @Test
    void whatWasAskedForAnAliasHoldsForWhomItMeans() throws Exception {
        start(List.of("DSN"), line -> line.startsWith("RCPT TO:<never") ? "550 no" : null, s -> s);
        mail.store().aliases().add("away@ward.example", "never@far.example");
        mail.store().aliases().add("info@ward.example", "bob@ward.example");
        mail.store().aliases().add("on@ward.example", "yes@far.example");
        send("away@ward.example/NEVER info@ward.example/SUCCESS on@ward.example/SUCCESS", "body");
        assertThat(mail.await(mail.ann, "INBOX", 1).getFirst()).contains("Action: delivered", "bob@ward.example");
        emptyQueues();
        assertThat(mail.messages(mail.ann, "INBOX")).hasSize(1);
        assertThat(mx.commands).contains("RCPT TO:<yes@far.example> NOTIFY=SUCCESS");
    }

    @Test
    void reportsAboutReportsAreNotMade() throws Exception {
        start(List.of(), line -> line.startsWith("RCPT") ? "550 5.1.1 no" : null, s -> s);
        try (var smtp = mail.submission("ann@ward.example")) {
            smtp.say("MAIL FROM:<>", "250");
            smtp.say("RCPT TO:<x@far.example>", "250");
            smtp.say("DATA", "354");
            smtp.say("From: ann@ward.example\r\n\r\nreceipt\r\n.", "250");
        }
        await().until(() -> mx.commands.stream().anyMatch(command -> command.startsWith("RCPT")));
        emptyQueues();
        assertThat(mail.messages(mail.ann, "INBOX")).isEmpty();
    }

    @Test
    void mailOfADomainWithAKeyIsSigned() throws Exception {
        start(List.of("8BITMIME"), _ -> null, s -> s);
        var key = new DkimKeys(mail.store().properties()).create("ward.example", "s1");
        send("x@far.example", "signed ä\r\n" + "z".repeat(3000));
        await().until(() -> mx.taken.size() == 1);
        var data = mx.taken.getFirst().data();
        assertThat(data).startsWith("DKIM-Signature:").contains("d=ward.example", "s=s1");
        var verifier = new org.apache.james.jdkim.DKIMVerifier((methods, selector, domain) -> {
            assertThat(selector + "._domainkey." + domain).isEqualTo(key.recordName());
            return List.of(key.recordValue());
        });
        var octets = data.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(verifier.verify(new java.io.ByteArrayInputStream(octets))).hasSize(1);
        var forged = data.replace("signed", "forged").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> verifier.verify(new java.io.ByteArrayInputStream(forged)))
                .isInstanceOf(org.apache.james.jdkim.exceptions.FailException.class);
    }

    /** RFC 6376 §3.4.3 and §3.4.4: what an empty body is depends on its canonicalization, and jDKIM knows one of them. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n", " \t\r\n"})
    void anEmptyBodyIsSignedSoThatOthersAgree(String body) throws Exception {
        start(List.of("8BITMIME"), _ -> null, s -> s);
        new DkimKeys(mail.store().properties()).create("ward.example", "s1");
        send("x@far.example", body);
        await().until(() -> mx.taken.size() == 1);
        var data = mx.taken.getFirst().data();
        var kept = data.substring(data.indexOf("\r\n\r\n") + 4).replaceAll("(\r\n)+$", "") + "\r\n";
        var digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest(kept.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(data)
                .contains(
                        "c=relaxed/simple",
                        "bh=" + java.util.Base64.getEncoder().encodeToString(digest) + ";");
    }

    @Test
    void redirectedMailOfStrangersIsNotSigned() throws Exception {
        start(List.of(), _ -> null, s -> s);
        new DkimKeys(mail.store().properties()).create("ward.example", "s1");
        mail.store().aliases().add("away@ward.example", "x@far.example");
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<stranger@else.example>", "250");
            smtp.say("RCPT TO:<away@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.say("From: ann@ward.example\r\nSubject: forged\r\n\r\nx\r\n.", "250");
        }
        await().until(() -> mx.taken.size() == 1);
        assertThat(mx.taken.getFirst().data()).doesNotContain("DKIM-Signature");
    }
}
