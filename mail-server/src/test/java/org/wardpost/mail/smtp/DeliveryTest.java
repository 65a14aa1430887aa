package org.wardpost.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.mail.TestMail;
import org.wardpost.store.account.Account;

/** Mail from other servers into mailboxes, over real sockets. */
class DeliveryTest {
    private static TestMail mail;
    private static int accounts;
    private Account user;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2();
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @BeforeEach
    void freshUser() {
        user = mail.account("user" + ++accounts + "@ward.example", java.util.OptionalLong.empty());
    }

    @Test
    void aMessageIsInTheMailboxWhenItIsAnswered() throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example> SIZE=100 BODY=8BITMIME", "250 2.1.0");
            smtp.say("RCPT TO:<" + user.address() + ">", "250 2.1.5");
            smtp.say("DATA", "354");
            smtp.say("Subject: hello\r\nReturn-Path: <forged@x.example>\r\n\r\n..dot\r\nä\r\n.", "250 2.0.0");
            smtp.say("QUIT", "221 2.0.0");
        }
        var text = mail.texts(user, "INBOX").getFirst();
        assertThat(text)
                .startsWith(
                        "Return-Path: <x@far.example>\r\nReceived: from client.example ([127.0.0.1])\r\n\tby mail.ward.example with ESMTP id ")
                .endsWith("Subject: hello\r\n\r\n.dot\r\nä\r\n")
                .doesNotContain("forged");
    }

    @Test
    void everyRecipientGetsItAndNobodySeesTheOthers() throws Exception {
        var other = mail.account("other" + accounts + "@ward.example", java.util.OptionalLong.empty());
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<>", "250");
            smtp.say("RCPT TO:<" + user.address() + ">", "250");
            smtp.say("RCPT TO:<" + other.address() + ">", "250");
            smtp.say("RCPT TO:<" + user.address() + ">", "250");
            smtp.say("DATA", "354");
            smtp.say("Subject: two\r\n\r\nbody\r\n.", "250");
        }
        assertThat(mail.texts(user, "INBOX")).hasSize(1).allMatch(text -> !text.contains(other.address()));
        assertThat(mail.texts(other, "INBOX")).hasSize(1);
    }

    @Test
    void aliasesLeadToTheirTargetsAndDetailsToTheMailbox() throws Exception {
        mail.store().aliases().add("a" + accounts + "@ward.example", user.address());
        mail.store().aliases().add("b" + accounts + "@ward.example", "a" + accounts + "@ward.example");
        for (var to : List.of(
                "b" + accounts + "@ward.example",
                user.address().replace("@", "+rota@"),
                user.address().toUpperCase())) {
            try (var smtp = mail.smtp()) {
                smtp.say("MAIL FROM:<x@far.example>", "250");
                smtp.say("RCPT TO:<" + to + ">", "250");
                smtp.say("DATA", "354");
                smtp.say("Subject: alias\r\n\r\nbody\r\n.", "250");
            }
        }
        assertThat(mail.await(user, "INBOX", 3)).hasSize(3);
    }

    @Test
    void nobodyRelays() throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<ann@ward.example>", "250");
            for (var to : List.of(
                    "x@far.example",
                    "x%far.example@ward.example",
                    "\"x@far.example\"@ward.example",
                    "@ward.example:x@far.example",
                    "x!far.example@ward.example",
                    "x@[127.0.0.1]",
                    "x@ward.example.far.example")) {
                assertThat(smtp.say("RCPT TO:<" + to + ">")).as(to).startsWith("5");
            }
            smtp.say("DATA", "503");
        }
    }

    @Test
    void unknownAndDisabledPeopleAreRefusedInTheSameWords() throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example>", "250");
            var unknown = smtp.say("RCPT TO:<nobody@ward.example>");
            assertThat(unknown).startsWith("550 5.1.1");
            var account = mail.store().accounts().find(user.id()).orElseThrow();
            mail.store()
                    .accounts()
                    .update(
                            user.id(),
                            new org.wardpost.store.account.AccountChange(
                                    account.displayName(),
                                    account.roles(),
                                    false,
                                    account.quotaBytes(),
                                    account.quotaMessages()));
            assertThat(smtp.say("RCPT TO:<" + user.address() + ">")).isEqualTo(unknown);
        }
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.raw("MAIL FROM:<x@far.example>\r\nRCPT TO:<" + user.address()
                    + ">\r\nRCPT TO:<nobody@ward.example>\r\nDATA\r\n");
            smtp.expect("250").expect("250").expect("550").expect("354");
            smtp.raw("Subject: p\r\n\r\nx\r\n.\r\nMAIL FROM:<y@far.example>\r\nQUIT\r\n");
            smtp.expect("250").expect("250").expect("221");
        }
        assertThat(mail.texts(user, "INBOX")).hasSize(1);
    }

    @Test
    void aHeaderAloneAndABodyAloneAreMessages() throws Exception {
        try (var smtp = mail.smtp()) {
            for (var data : List.of("Subject: only\r\n", "\r\nonly body\r\n", "")) {
                smtp.say("MAIL FROM:<x@far.example>", "250");
                smtp.say("RCPT TO:<" + user.address() + ">", "250");
                smtp.say("DATA", "354");
                smtp.say(data + ".", "250");
            }
        }
        assertThat(mail.texts(user, "INBOX")).hasSize(3);
    }
}
