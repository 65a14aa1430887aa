package org.wardpost.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.mail.Dialog;
import org.wardpost.mail.TestMail;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountKind;
import org.wardpost.store.account.Delegation;
import org.wardpost.store.account.Delegation.Sending;
import org.wardpost.store.account.NewAccount;

/**
 * Who may write in another's name: ann sends as ward3 and on behalf of carol, bob on behalf of ward3 and of ann, dave only reads
 * ward3's mail. Nobody has any right on ward4.
 */
class DelegateSubmissionTest {
    private static TestMail mail;
    private static Account ward3;
    private static Account carol;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2();
        carol = mail.account("carol@ward.example", OptionalLong.empty());
        var dave = mail.account("dave@ward.example", OptionalLong.empty());
        ward3 = group("ward3@ward.example");
        group("ward4@ward.example");
        mail.store().aliases().add("nurses@ward.example", "ward3@ward.example");
        mail.store().aliases().add("everybody@ward.example", "ward3@ward.example");
        mail.store().aliases().add("everybody@ward.example", "ward4@ward.example");
        mail.store()
                .delegations()
                .put(List.of(
                        new Delegation(ward3.id(), mail.ann.id(), Sending.AS, "lrs"),
                        new Delegation(ward3.id(), mail.bob.id(), Sending.ON_BEHALF, "lrs"),
                        new Delegation(ward3.id(), dave.id(), Sending.NONE, "lrswipkxte"),
                        new Delegation(carol.id(), mail.ann.id(), Sending.ON_BEHALF, ""),
                        new Delegation(mail.ann.id(), mail.bob.id(), Sending.ON_BEHALF, "")));
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    private static Account group(String address) {
        return mail.store()
                .accounts()
                .create(new NewAccount(
                        address, "", AccountKind.GROUP, Set.of(), OptionalLong.empty(), OptionalLong.empty()));
    }

    private static String submit(Dialog smtp, String sender, String header) throws Exception {
        smtp.say("MAIL FROM:<" + sender + ">", "250");
        smtp.say("RCPT TO:<carol@ward.example>", "250");
        smtp.say("DATA", "354");
        return smtp.say(header + "\r\nX: y\r\n\r\nbody\r\n.");
    }

    /** What carol got of a message that was taken. */
    private static String sent(String user, String sender, String header) throws Exception {
        int before = mail.messages(carol, "INBOX").size();
        try (var smtp = mail.submission(user)) {
            assertThat(submit(smtp, sender, header)).startsWith("250");
        }
        return mail.await(carol, "INBOX", before + 1).get(before);
    }

    private static void refused(String user, String sender, String header) throws Exception {
        int before = mail.messages(carol, "INBOX").size();
        try (var smtp = mail.submission(user)) {
            assertThat(submit(smtp, sender, header)).startsWith("550 5.");
            smtp.say("NOOP", "250");
        }
        assertThat(mail.messages(carol, "INBOX")).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ward3@ward.example",
                "WARD3@ward.example",
                "ward3+rota@ward.example",
                "nurses@ward.example",
            })
    void whoSendsAsAGroupIsNotNamed(String group) throws Exception {
        assertThat(sent("ann@ward.example", group, "From: Ward 3 <" + group + ">\r\nSender: " + group))
                .startsWith("Return-Path: <" + group + ">")
                .contains("From: Ward 3 <" + group + ">")
                .doesNotContain("ann@ward.example");
        assertThat(sent("ann@ward.example", "ann@ward.example", "From: " + group))
                .startsWith("Return-Path: <ann@ward.example>")
                .doesNotContain("Sender:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ward3@ward.example", "bob@ward.example", "nurses@ward.example"})
    void whoSendsOnBehalfIsNamedAndGetsTheBounces(String envelope) throws Exception {
        assertThat(sent("bob@ward.example", envelope, "From: Ward 3 <ward3@ward.example>"))
                .startsWith("Return-Path: <bob@ward.example>")
                .contains("\r\nFrom: Ward 3 <ward3@ward.example>\r\n")
                .containsOnlyOnce("\r\nSender: <bob@ward.example>\r\n");
    }

    @Test
    void aSenderThatIsTheUsersOwnStaysAsItIs() throws Exception {
        var header = "From: ward3@ward.example\r\nSender: Bob <bob@ward.example>";
        assertThat(sent("bob@ward.example", "", header))
                .contains("\r\nSender: Bob <bob@ward.example>\r\n")
                .doesNotContain("Sender: <bob");
        assertThat(sent("ann@ward.example", "", "From: ann@ward.example, carol@ward.example"))
                .contains("\r\nSender: <ann@ward.example>\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ward3@ward.example", "ann@ward.example", "carol@ward.example", "dave@ward.example"})
    void onBehalfTheSenderIsNobodyElse(String sender) throws Exception {
        refused("bob@ward.example", "", "From: ward3@ward.example\r\nSender: " + sender);
        refused("bob@ward.example", "", "From: bob@ward.example\r\nSender: " + sender);
    }

    @Test
    void onBehalfOfOneTheOtherWhomOneMaySendAsIsNotTheSender() throws Exception {
        refused("ann@ward.example", "", "From: carol@ward.example\r\nSender: ward3@ward.example");
    }

    @Test
    void nobodyResendsOnBehalf() throws Exception {
        refused("bob@ward.example", "", "From: bob@ward.example\r\nResent-From: ward3@ward.example");
        refused("bob@ward.example", "", "From: bob@ward.example\r\nResent-Sender: ward3@ward.example");
        sent("ann@ward.example", "", "From: ann@ward.example\r\nResent-From: ward3@ward.example");
    }

    static Stream<String> withAnothersRights() {
        return Stream.concat(
                SpoofedHeaders.of("ward3@ward.example", "ward4@ward.example"),
                SpoofedHeaders.of("ward3@ward.example", "everybody@ward.example"));
    }

    @ParameterizedTest
    @MethodSource("withAnothersRights")
    void rightsOnOneGroupGiveNothingOnAnother(String header) throws Exception {
        refused("ann@ward.example", "ward3@ward.example", header);
        refused("bob@ward.example", "ward3@ward.example", header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ward4@ward.example",
                "everybody@ward.example",
                "ward3@far.example",
                "ward3%ward.example@ward.example",
                "bob@ward.example",
                "dave@ward.example"
            })
    void noEnvelopeNamesAnother(String sender) throws Exception {
        try (var smtp = mail.submission("ann@ward.example")) {
            smtp.say("MAIL FROM:<" + sender + ">", "553 5.7.1");
        }
    }

    @Test
    void whoOnlyReadsAGroupsMailSendsNothing() throws Exception {
        try (var smtp = mail.submission("dave@ward.example")) {
            smtp.say("MAIL FROM:<ward3@ward.example>", "553 5.7.1");
        }
        refused("dave@ward.example", "", "From: ward3@ward.example\r\nSender: dave@ward.example");
    }

    @Test
    void aRightIsNotPassedOnAndDoesNotGoBack() throws Exception {
        // carol to ann, ann to bob: bob has nothing from carol; ward3 to ann: ann's delegate has it only as a member
        refused("bob@ward.example", "", "From: carol@ward.example\r\nSender: bob@ward.example");
        refused("carol@ward.example", "", "From: ann@ward.example\r\nSender: carol@ward.example");
        refused("ann@ward.example", "", "From: bob@ward.example\r\nSender: ann@ward.example");
    }

    @Test
    void whoLosesARightLosesItWithTheNextCommand() throws Exception {
        var erin = mail.account("erin@ward.example", OptionalLong.empty());
        mail.store().delegations().put(List.of(new Delegation(ward3.id(), erin.id(), Sending.AS, "")));
        try (var smtp = mail.submission("erin@ward.example")) {
            assertThat(submit(smtp, "ward3@ward.example", "From: ward3@ward.example"))
                    .startsWith("250");
            smtp.say("MAIL FROM:<ward3@ward.example>", "250");
            smtp.say("RCPT TO:<carol@ward.example>", "250");
            mail.store().delegations().remove(ward3.id(), List.of(erin.id()));
            smtp.say("DATA", "354");
            smtp.say("From: ward3@ward.example\r\n\r\nbody\r\n.", "550 5.7.1");
            smtp.say("MAIL FROM:<ward3@ward.example>", "553 5.7.1");
        }
    }
}
