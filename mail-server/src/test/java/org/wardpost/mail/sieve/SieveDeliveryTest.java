package org.wardpost.mail.sieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.mail.TestMail;
import org.wardpost.store.account.Account;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;

/** Scripts at work on mail that arrives by LMTP and SMTP. */
class SieveDeliveryTest {
    private static TestMail mail;
    private static int accounts;
    private Account owner;
    private SieveScripts scripts;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2();
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @BeforeEach
    void freshOwner() {
        owner = mail.account("owner" + ++accounts + "@ward.example", OptionalLong.empty());
        scripts = new SealedScripts(mail.store().properties(), SieveSettings.defaults());
    }

    private void activate(String script) {
        scripts.put(owner.id(), "main", script.getBytes(StandardCharsets.UTF_8));
        scripts.activate(owner.id(), Optional.of("main"));
    }

    private void mailbox(String name) {
        mail.store().collections().create(owner.id(), CollectionKind.MAILBOX, CollectionRole.NONE, name, Map.of());
    }

    private String lmtp(String from, String header) throws Exception {
        try (var lmtp = mail.lmtp()) {
            lmtp.say("MAIL FROM:<" + from + ">", "250");
            lmtp.say("RCPT TO:<" + owner.address() + ">", "250");
            lmtp.say("DATA", "354");
            return lmtp.say(header + "\r\n\r\nThe zebra waits.\r\n.");
        }
    }

    private void smtp(String from, String header) throws Exception {
        try (var smtp = mail.smtp()) {
            smtp.say("MAIL FROM:<" + from + ">", "250");
            smtp.say("RCPT TO:<" + owner.address() + ">", "250");
            smtp.say("DATA", "354");
            smtp.say(header + "\r\n\r\nThe zebra waits.\r\n.", "250");
        }
    }

    @Test
    void fileIntoWithADotFlagsAndCopy() throws Exception {
        mailbox("Ward.5/Rota");
        activate(
                "require [\"fileinto\", \"imap4flags\", \"copy\", \"body\"]; "
                        + "if body :contains \"zebra\" { addflag \"\\\\Seen\"; addflag \"urgent\"; fileinto :copy \"Ward.5/Rota\"; }");
        lmtp("x@far.example", "Subject: a");
        var filed = mail.messages(owner, "Ward.5/Rota");
        assertThat(filed).hasSize(1);
        assertThat(filed.getFirst().flags().seen()).isTrue();
        assertThat(filed.getFirst().flags().keywords()).containsExactly("urgent");
        assertThat(mail.messages(owner, "INBOX")).hasSize(1);
    }

    @Test
    void aMissingMailboxIsMadeWhenAskedAndElseInboxTakesIt() throws Exception {
        activate(
                "require [\"fileinto\", \"mailbox\", \"subaddress\", \"envelope\"]; "
                        + "if header :contains \"subject\" \"make\" { fileinto :create \"New/Deep\"; } else { fileinto \"Nowhere\"; }");
        lmtp("x@far.example", "Subject: make");
        assertThat(mail.messages(owner, "New/Deep")).hasSize(1);
        lmtp("x@far.example", "Subject: other");
        lmtp("x@far.example", "Subject: other");
        assertThat(mail.texts(owner, "INBOX"))
                .hasSize(3)
                .filteredOn(text -> text.contains("Your mail filter needs attention"))
                .hasSize(1); // told once
    }

    /** A mailbox of one's own there would hide those of others. */
    @Test
    void nothingIsMadeWhereMailboxesOfOthersAreMounted() throws Exception {
        activate("require [\"fileinto\", \"mailbox\"]; fileinto :create \"Shared/bob@ward.example/INBOX\";");
        lmtp("x@far.example", "Subject: kept");
        assertThat(mail.texts(owner, "INBOX")).anyMatch(text -> text.contains("Subject: kept"));
        assertThat(mail.store().collections().list(owner.id(), CollectionKind.MAILBOX))
                .noneMatch(mailbox -> mailbox.name().startsWith("Shared"));
    }

    @Test
    void discardAndRejectLeaveNothing() throws Exception {
        activate("require [\"reject\"]; if header :is \"subject\" \"no\" { reject \"Not today.\"; } else { discard; }");
        assertThat(lmtp("x@far.example", "Subject: no")).startsWith("550 5.7.1 Not today.");
        assertThat(lmtp("x@far.example", "Subject: drop")).startsWith("250");
        assertThat(mail.messages(owner, "INBOX")).isEmpty();
    }

    @Test
    void aRejectionOfQueuedMailGoesToItsSender() throws Exception {
        var sender = mail.account("sender" + accounts + "@ward.example", OptionalLong.empty());
        activate("require \"reject\"; reject \"Nicht heute, Grüße.\";");
        smtp(sender.address(), "Subject: hello");
        assertThat(mail.await(sender, "INBOX", 1).getFirst()) // RFC 5429 §2.1.2
                .contains("report-type=delivery-status", "Action: failed", "Status: 5.7.1", "Nicht heute, Grüße.");
        assertThat(mail.messages(owner, "INBOX")).isEmpty();
    }

    @Test
    void redirectGoesOnAndARingEnds() throws Exception {
        var other = mail.account("target" + accounts + "@ward.example", OptionalLong.empty());
        activate("redirect \"" + other.address() + "\";");
        scripts.put(other.id(), "back", ("redirect \"" + owner.address() + "\";").getBytes(StandardCharsets.UTF_8));
        lmtp("x@far.example", "Subject: go");
        assertThat(mail.await(other, "INBOX", 1)).hasSize(1);
        assertThat(mail.messages(owner, "INBOX")).isEmpty();
        scripts.activate(other.id(), Optional.of("back"));
        lmtp("x@far.example", "Subject: ring");
        // where the ring closes its owner is told, and has the message
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(mail.texts(owner, "INBOX"))
                    .hasSize(2)
                    .anyMatch(text -> text.contains("Your mail filter needs attention"))
                    .anyMatch(text -> text.contains("Subject: ring") && text.contains("The zebra waits."));
            assertThat(mail.store().queue().size("spool")).isZero();
        });
        assertThat(mail.messages(other, "INBOX")).hasSize(1);
    }

    /** Five to the tenth messages, if each arrival redirected again. */
    @Test
    void redirectsToOneselfDoNotMultiply() throws Exception {
        var local = owner.address().replace("@", "+%d@");
        activate(IntStream.range(0, 5)
                .mapToObj(i -> "redirect \"" + local.formatted(i) + "\";")
                .collect(Collectors.joining()));
        lmtp("x@far.example", "Subject: bomb");
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(mail.store().queue().size("spool")).isZero();
            assertThat(mail.texts(owner, "INBOX"))
                    .as("the message once, and what is wrong")
                    .hasSize(2);
        });
    }

    @Test
    void whatCannotBeRedirectedIsKept() throws Exception {
        activate("require \"variables\"; set \"a\" \"" + "x".repeat(80) + "@" + "y".repeat(70)
                + ".example\"; redirect \"${a}\";");
        lmtp("x@far.example", "Subject: kept");
        assertThat(mail.texts(owner, "INBOX")).anyMatch(text -> text.contains("The zebra waits."));
    }

    @Test
    void aFailingScriptKeepsTheMessage() throws Exception {
        activate("require \"variables\"; set \"a\" \"nobody\"; redirect \"${a}\";");
        lmtp("x@far.example", "Subject: x");
        assertThat(mail.texts(owner, "INBOX")).hasSize(2).anyMatch(text -> text.contains("Subject: x"));
    }

    @Test
    void vacationMayGiveTheOwnersName() throws Exception {
        var sender = mail.account("reader" + accounts + "@ward.example", OptionalLong.empty());
        activate("require \"vacation\"; vacation :from \"\\\"Märta, Ward 5\\\" <" + owner.address() + ">\" \"Away\";");
        lmtp(sender.address(), "To: " + owner.address());
        assertThat(mail.await(sender, "INBOX", 1).getFirst())
                .contains("From: =?", "?= <" + owner.address() + ">\r\n")
                .doesNotContain("Märta");
    }

    @Test
    void vacationAnswersPeopleOnceAndProgramsNever() throws Exception {
        var sender = mail.account("friend" + accounts + "@ward.example", OptionalLong.empty());
        activate("require \"vacation\"; vacation :days 3 :subject \"Away\" \"Back on Monday. Grüße\";");
        var to = "To: " + owner.address();
        lmtp(sender.address(), to + "\r\nSubject: q\r\nMessage-ID: <1@far.example>");
        var answer = mail.await(sender, "INBOX", 1).getFirst();
        assertThat(answer)
                .contains(
                        "Auto-Submitted: auto-replied (vacation)",
                        "In-Reply-To: <1@far.example>",
                        "Subject: Away",
                        "From: <" + owner.address() + ">");
        lmtp(sender.address(), to + "\r\nSubject: again"); // within three days
        lmtp("", to); // a report
        lmtp(sender.address(), "To: somebody@far.example"); // a list, a blind copy
        mail.testStore().clock().advance(Duration.ofDays(4));
        lmtp(sender.address(), to + "\r\nPrecedence: bulk");
        lmtp(sender.address(), to + "\r\nAuto-Submitted: auto-generated");
        lmtp(sender.address(), to + "\r\nList-Id: <x.far.example>");
        lmtp("owner-list@ward.example", to);
        lmtp(sender.address(), to + "\r\nSubject: after four days");
        assertThat(mail.await(sender, "INBOX", 2)).hasSize(2);
        org.awaitility.Awaitility.await().until(() -> mail.store().queue().size("spool") == 0);
        assertThat(mail.messages(sender, "INBOX")).hasSize(2);
        assertThat(mail.messages(owner, "INBOX")).hasSize(9);
    }
}
