package org.wardpost.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardpost.mail.TestMail;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountKind;
import org.wardpost.store.account.Delegation;
import org.wardpost.store.account.Delegation.Sending;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;

/** Mail to a group lies once in the group's own mailbox, whoever its members are. */
class GroupDeliveryTest {
    private static TestMail mail;
    private static Account ward3;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2();
        ward3 = mail.store()
                .accounts()
                .create(new NewAccount(
                        "ward3@ward.example",
                        "Ward 3",
                        AccountKind.GROUP,
                        Set.of(),
                        OptionalLong.of(20_000),
                        OptionalLong.empty()));
        mail.store().aliases().add("nurses@ward.example", "ward3@ward.example");
        mail.store()
                .delegations()
                .put(List.of(
                        new Delegation(ward3.id(), mail.ann.id(), Sending.NONE, "lrs"),
                        new Delegation(ward3.id(), mail.bob.id(), Sending.NONE, "lrs")));
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @Test
    void mailLiesOnceInTheGroupsMailbox() throws Exception {
        int before = mail.messages(ward3, "INBOX").size();
        int annsBefore = mail.messages(mail.ann, "INBOX").size();
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<x@far.example>", "250");
            smtp.say("RCPT TO:<ward3@ward.example>", "250");
            smtp.say("RCPT TO:<nurses@ward.example>", "250");
            smtp.say("DATA", "354");
            smtp.say("From: x@far.example\r\nSubject: once\r\n\r\nx\r\n.", "250");
        }
        try (var lmtp = mail.lmtp()) {
            lmtp.say("MAIL FROM:<x@far.example>", "250");
            lmtp.say("RCPT TO:<ward3+rota@ward.example>", "250");
            lmtp.say("DATA", "354");
            lmtp.say("From: x@far.example\r\nSubject: detail\r\n\r\nx\r\n.", "250");
        }
        assertThat(mail.await(ward3, "INBOX", before + 2)).hasSize(before + 2);
        assertThat(mail.messages(mail.ann, "INBOX")).hasSize(annsBefore);
        assertThat(mail.messages(mail.bob, "INBOX")).isEmpty();
    }

    @Test
    void whoGetsMailBeforeHisFirstLoginHasTheOtherMailboxesToo() throws Exception {
        var new1 = mail.account("new1@ward.example", OptionalLong.empty());
        try (var lmtp = mail.lmtp()) {
            lmtp.say("MAIL FROM:<x@far.example>", "250");
            lmtp.say("RCPT TO:<new1@ward.example>", "250");
            lmtp.say("DATA", "354");
            lmtp.say("From: x@far.example\r\n\r\nx\r\n.", "250");
        }
        assertThat(mail.store().collections().list(new1.id(), CollectionKind.MAILBOX))
                .extracting(Collection::name)
                .contains("INBOX", "Sent", "Drafts", "Trash");
    }

    @Test
    void theGroupsQuotaCounts() throws Exception {
        try (var lmtp = mail.lmtp()) {
            lmtp.say("MAIL FROM:<x@far.example>", "250");
            lmtp.say("RCPT TO:<ward3@ward.example>", "250");
            lmtp.say("RCPT TO:<ann@ward.example>", "250");
            lmtp.say("DATA", "354");
            lmtp.say("From: x@far.example\r\n\r\n" + "0123456789\r\n".repeat(3000) + ".", "452 4.2.2");
            lmtp.expect("250");
        }
    }

    @Test
    void nobodyIsToldWhoIsInIt() throws Exception {
        try (var smtp = mail.smtp()) {
            for (var ask : new String[] {"VRFY ward3@ward.example", "VRFY ward3", "EXPN ward3@ward.example"}) {
                assertThat(smtp.say(ask)).matches("(?s)(252|50[02]) .*").doesNotContain("ann", "bob");
            }
            smtp.say("NOOP", "250");
        }
    }
}
