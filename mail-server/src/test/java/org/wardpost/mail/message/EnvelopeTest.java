package org.wardpost.mail.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ENVELOPE (RFC 3501 §7.4.2). */
class EnvelopeTest {
    private static String envelope(String header) {
        return new String(Parsed.summary(header + "\r\n\r\n").imapEnvelope(), ISO_8859_1);
    }

    @Test
    void aMessageWithoutAnythingHasTenTimesNil() {
        assertThat(envelope("X-Nothing: here")).isEqualTo("(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)");
    }

    @Test
    void senderAndReplyToAreFromWhereTheyAreMissingOrEmpty() {
        assertThat(envelope("From: Ann <ann@ward.example>\r\nSender:"))
                .isEqualTo("(NIL NIL ((\"Ann\" NIL \"ann\" \"ward.example\")) ((\"Ann\" NIL \"ann\" \"ward.example\")) "
                        + "((\"Ann\" NIL \"ann\" \"ward.example\")) NIL NIL NIL NIL NIL)");
    }

    @Test
    void octetsAbove127TravelAsLiterals() {
        assertThat(envelope("Subject: caf\u00e9")).contains("{4}\r\ncaf\u00e9");
    }

    @Test
    void quotesAndBackslashesAreEscapedAndEncodedWordsLeftAlone() {
        assertThat(envelope("Subject: =?utf-8?q?caf=C3=A9?= \"\\")).contains("\"=?utf-8?q?caf=C3=A9?= \\\"\\\\\"");
    }

    @Test
    void aFoldedSubjectLosesItsLineEndsOnly() {
        assertThat(envelope("Subject: one\r\n\ttwo\r\n  three")).contains("\"one\ttwo  three\"");
    }

    @Test
    void groupsBeginWithTheirNameAndEndWithNothing() {
        assertThat(envelope("To: Ward: ann@a.example, Ben <ben@a.example>;"))
                .contains(
                        "((NIL NIL \"Ward\" NIL)(NIL NIL \"ann\" \"a.example\")(\"Ben\" NIL \"ben\" \"a.example\")(NIL NIL NIL NIL))");
    }

    @Test
    void anAddressWithoutADomainIsNoGroup() {
        assertThat(envelope("To: ann, Ward Seven")).contains("((NIL NIL \"ann\" \"\")(\"Ward Seven\" NIL \"\" \"\"))");
    }

    @Test
    void aRouteAndACommentAsNameAreKept() {
        assertThat(envelope("To: <@relay.example:ann@a.example>, ben@a.example (Ben (B.) Best)"))
                .contains(
                        "((NIL \"@relay.example\" \"ann\" \"a.example\")(\"Ben (B.) Best\" NIL \"ben\" \"a.example\"))");
    }

    @Test
    void commentsWithinAnAddressAreLeftOut() { // RFC 5322 appendix A.5
        assertThat(envelope("From: Pete(A wonderful \\) chap) <pete(his account)@silly.test(his host)>\r\n"
                        + "To: Chris Jones <c@(Chris's host.)public.example>, <ann(@ward.example>, ben@ward.example"))
                .contains("((\"Pete\" NIL \"pete\" \"silly.test\"))")
                .contains("((\"Chris Jones\" NIL \"c\" \"public.example\")(NIL NIL \"ann(\" \"ward.example\")"
                        + "(NIL NIL \"ben\" \"ward.example\"))");
    }

    @Test
    void aFieldThatIsThereAndEmptyIsAnEmptyString() {
        assertThat(envelope("Subject:\r\nMessage-ID: ")).isEqualTo("(NIL \"\" NIL NIL NIL NIL NIL NIL NIL \"\")");
    }

    static List<String> lists() {
        return List.of(
                "ann@ward.example",
                "Ann <ann@ward.example>",
                "\"Ann, the nurse\" <ann@ward.example>, ben@ward.example",
                "Ann B. Miller <ann@ward.example>,,Ben <ben@ward.example>",
                "<ann@ward.example>",
                "\"quoted \\\" mark\" <ann@ward.example>",
                "Ann\r\n <ann@ward.example>",
                "ann@[192.0.2.1]");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void mime4jReadsTheSame(String list) {
        var ours = AddressReader.read(list).stream()
                .map(a -> a.name().orElse("") + "|" + a.mailbox().orElse("") + "|"
                        + a.host().orElse(""));
        assertThat(ours.toList()).isEqualTo(oracle(list).toList());
    }

    private static Stream<String> oracle(String list) {
        return LenientAddressParser.DEFAULT.parseAddressList(list).flatten().stream()
                .map(EnvelopeTest::shown);
    }

    private static String shown(Mailbox mailbox) {
        return (mailbox.getName() == null ? "" : mailbox.getName()) + "|" + mailbox.getLocalPart() + "|"
                + mailbox.getDomain();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "<", "(", "((((", "[", "\\", ":;:;", ",,,", "<<>>", "a@b@c", "\"\\", "(\\", "<\"", ";"})
    void whateverTheInputItAnswersAList(String input) {
        assertThat(ImapItems.parse(Parsed.summary("To: " + input + "\r\n\r\n").imapEnvelope()))
                .isNotNull();
    }
}
