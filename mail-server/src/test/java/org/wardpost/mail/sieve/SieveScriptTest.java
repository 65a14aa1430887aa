package org.wardpost.mail.sieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SieveScriptTest {
    private static final SieveAction KEEP = new SieveAction.Keep(Set.of());
    private static final String MAIL = """
            Received: from a by b; Tue, 24 Nov 2026 22:10:00 +0100
            Received: from c by a; Mon, 23 Nov 2026 09:00:00 +0000
            Date: Tue, 24 Nov 2026 22:09:58 +0100
            From: "Ann, Ward 5" <ann+rota@ward.example>
            To: bob@ward.example, team: carl@ward.example, dora@ward.example;
            Subject: =?utf-8?q?Sch=C3=B6ne?= rota
             for week 48
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            VGhlIHplYnJhIGlzIGluIGJlZCA3
            --b
            Content-Type: application/pdf

            %PDF giraffe
            --b--
            """;

    private static List<SieveAction> run(String script) throws SieveSyntaxException {
        return SieveFixture.run(
                script, MAIL, "ann@ward.example", "bob+lists@ward.example", Set.of("Rota.2026", "\\Junk"));
    }

    private static void holds(String require, String test) throws SieveSyntaxException {
        assertThat(run("require [" + require + "]; if " + test + " { discard; }"))
                .as(test)
                .isEmpty();
    }

    private static void fails(String require, String test) throws SieveSyntaxException {
        assertThat(run("require [" + require + "]; if " + test + " { discard; }"))
                .as(test)
                .containsExactly(KEEP);
    }

    @Test
    void anEmptyScriptKeeps() throws Exception {
        assertThat(run("")).containsExactly(KEEP);
        assertThat(run("# nothing\r\n/* at \n all */")).containsExactly(KEEP);
    }

    @Test
    void headersAreDecodedAndUnfolded() throws Exception {
        holds("\"fileinto\"", "header :is \"subject\" \"Schöne rota for week 48\"");
        holds("\"fileinto\"", "not header :is :comparator \"i;octet\" \"subject\" \"schöne rota for week 48\"");
        holds("\"fileinto\"", "header :matches \"Subject\" \"*week ??\"");
    }

    @Test
    void addressesInGroupsCount() throws Exception {
        holds("\"fileinto\"", "address :is \"to\" \"dora@ward.example\"");
        holds("\"subaddress\"", "address :detail :is \"from\" \"rota\"");
        holds("\"subaddress\"", "address :user :is \"from\" \"ann\"");
        holds(
                "\"relational\", \"comparator-i;ascii-numeric\"",
                "address :count \"eq\" :comparator \"i;ascii-numeric\" \"to\" \"3\"");
    }

    @Test
    void theEnvelopeIsNotTheHeader() throws Exception {
        holds("\"envelope\"", "envelope :is \"to\" \"bob+lists@ward.example\"");
        holds("\"envelope\", \"subaddress\"", "envelope :detail :is \"to\" \"lists\"");
        holds("\"envelope\"", "envelope :is \"from\" \"ann@ward.example\"");
        assertThat(SieveFixture.run(
                        "require \"envelope\"; if envelope :is \"from\" \"\" { discard; }",
                        MAIL,
                        "",
                        "bob@x.example",
                        Set.of()))
                .isEmpty();
    }

    @Test
    void bodiesAreDecoded() throws Exception {
        holds("\"body\"", "body :contains \"ZEBRA\"");
        fails("\"body\"", "body :contains \"giraffe\"");
        holds("\"body\"", "body :content \"application\" :contains \"giraffe\"");
        holds("\"body\"", "body :raw :contains \"VGhlIHplYnJh\"");
        fails("\"body\"", "body :raw :contains \"Schöne\"");
    }

    /** RFC 5173 §5.2. */
    @Test
    void contentOfContainersIsWhatStandsInNoPart() throws Exception {
        var nested = """
                From: a@b.example
                Content-Type: multipart/mixed; boundary=b

                prologue
                --b
                Content-Type: message/rfc822

                Subject: giraffe

                zebra
                --b--
                epilogue
                """;
        for (var test : List.of(
                "body :content \"multipart\" :contains \"prologue\"",
                "body :content \"multipart/mixed\" :contains \"epilogue\"",
                "body :content \"message/rfc822\" :contains \"giraffe\"",
                "not body :content [\"message\", \"multipart\"] :contains \"zebra\"",
                "body :content \"text/plain\" :contains \"zebra\"",
                "not body :text :contains \"giraffe\""))
            assertThat(SieveFixture.run("require \"body\"; if " + test + " { discard; }", nested))
                    .as(test)
                    .isEmpty();
    }

    /** RFC 5228 §2.4.2.3: an address may have a phrase before it. */
    @Test
    void addressesMayHaveANameBeforeThem() throws Exception {
        for (var address : List.of("Bob <bob@x.example>", "\\\"Bob, Ward 5\\\" <bob@x.example>", " bob@x.example "))
            assertThat(run("redirect \"" + address + "\";")).containsExactly(new SieveAction.Redirect("bob@x.example"));
        for (var wrong :
                List.of("Bob, Al <bob@x.example>", "bob@x.example <al@x.example>", "\\\"Bob <bob@x.example>", "Bob"))
            assertThatThrownBy(() -> run("redirect \"" + wrong + "\";")).hasMessageContaining("not a mail address");
    }

    @Test
    void aSpecialUseIsAskedOfOneMailboxToo() throws Exception {
        holds("\"special-use\"", "specialuse_exists \"\\\\Junk\"");
        holds("\"special-use\"", "specialuse_exists \"Spam\" \"\\\\Junk\"");
        fails("\"special-use\"", "specialuse_exists \"Rota\" [\"\\\\Junk\"]");
    }

    @Test
    void datesAreReadInAnyZone() throws Exception {
        holds("\"date\"", "date :is :originalzone \"date\" \"hour\" \"22\"");
        holds("\"date\"", "date :is :zone \"+0000\" \"date\" \"hour\" \"21\"");
        holds("\"date\"", "date :is \"received\" \"weekday\" \"2\"");
        holds("\"date\", \"index\"", "date :is :index 1 :last \"received\" \"date\" \"2026-11-23\"");
        holds("\"date\", \"relational\"", "currentdate :value \"ge\" \"date\" \"2026-11-01\"");
        holds("\"date\"", "currentdate :is \"iso8601\" \"2026-11-24T23:30:05+00:00\"");
        holds("\"date\"", "currentdate :is \"julian\" \"61368\"");
        holds("\"date\", \"relational\"", "date :count \"eq\" \"x-none\" \"year\" \"0\"");
        holds("\"date\", \"relational\"", "date :count \"eq\" \"received\" \"year\" \"1\"");
    }

    @Test
    void variablesComeFromWildcards() throws Exception {
        var script = """
                require ["variables", "fileinto"];
                if header :matches "subject" "* rota * ??" {
                    set :upper "who" "${1}";
                    set :length "n" "${who}";
                    fileinto "Rota.${2}.${3}${4}-${who}-${n}-${9}${nothing}";
                }
                """;
        assertThat(run(script))
                .containsExactly(
                        new SieveAction.FileInto("Rota.for week.48-SCHÖNE-6-", Set.of(), false, Optional.empty()));
    }

    @Test
    void starsAreAsShortAsMayBe() throws Exception {
        var script = "require [\"variables\", \"fileinto\"]; "
                + "if string :matches \"a.b.c.d\" \"*.*\" { fileinto \"${1}|${2}\"; }";
        assertThat(run(script)).containsExactly(new SieveAction.FileInto("a|b.c.d", Set.of(), false, Optional.empty()));
    }

    @Test
    void manyStarsCostLittle() throws Exception {
        var long1 = "a".repeat(4000);
        var script = "require \"variables\"; if string :matches \"" + long1 + "\" \"" + "*a".repeat(200)
                + "b\" { discard; }";
        assertThat(run(script)).containsExactly(KEEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*b", "*[x]*", "*a*a*a*b", "?*b"})
    void aPatternOverALongSubjectCostsLittle(String pattern) {
        var message = "Subject: " + "a".repeat(1_000_000) + "\n\nx\n";
        var script = "if header :matches \"subject\" \"" + pattern + "\" { discard; }";
        assertTimeoutPreemptively(
                Duration.ofSeconds(15),
                () -> assertThat(SieveFixture.run(script, message)).containsExactly(KEEP));
    }

    @ParameterizedTest
    @ValueSource(strings = {":contains", ":matches"})
    void whatWouldTakeMinutesFails(String match) {
        var message = "Subject: " + "a".repeat(500_000) + "\n\nx\n";
        var keys =
                IntStream.range(0, 15_000).mapToObj(i -> "\"*a*b" + i + "*\"").collect(Collectors.joining(","));
        var script = "if not header " + match + " \"subject\" [" + keys + "] { discard; }";
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> SieveFixture.run(script, message))
                        .isInstanceOf(SieveRuntimeException.class)
                        .hasMessageContaining("too much time"));
    }

    @Test
    void aBodyIsReadOnceHoweverOftenItIsAskedFor() {
        var message = "Subject: x\n\n" + ("a".repeat(70) + "\n").repeat(25_000);
        var script = "require \"body\"; " + "if body :count \"gt\" \"9\" { discard; } ".repeat(2000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(SieveFixture.run(script.replace("\"body\"", "[\"body\",\"relational\"]"), message))
                        .containsExactly(KEEP));
    }

    @Test
    void stringsDoNotGrowBeyondMeasure() {
        var script = "require \"variables\"; set \"a\" \"0123456789abcdef\"; "
                + "set \"a\" \"${a}${a}${a}${a}\"; ".repeat(8)
                + "set \"b\" \"" + "${a}".repeat(60_000) + "\";";
        assertThatThrownBy(() -> run(script))
                .isInstanceOf(SieveRuntimeException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void longReferencesDoNotExhaustTheStack() throws Exception {
        var hex = "require [\"encoded-character\", \"reject\"]; reject \"${hex:" + " 41".repeat(80_000) + " }\";";
        assertThat(run(hex)).containsExactly(new SieveAction.Reject("A".repeat(80_000)));
        var dots = "require [\"variables\", \"reject\"]; reject \"${a" + ".a".repeat(100_000) + "}\";";
        assertThatThrownBy(() -> run(dots)).isInstanceOf(SieveSyntaxException.class);
        assertThat(run(dots.replace("}\"", "\"")))
                .as("not closed, so it is text")
                .hasSize(1);
    }

    @Test
    void copyKeepsAndRedirectDoesNot() throws Exception {
        assertThat(run("require [\"copy\", \"fileinto\"]; fileinto :copy \"A.B\"; redirect :copy \"x@y.example\";"))
                .containsExactly(
                        new SieveAction.FileInto("A.B", Set.of(), false, Optional.empty()),
                        new SieveAction.Redirect("x@y.example"),
                        KEEP);
        assertThat(run("redirect \"x@y.example\"; redirect \"x@y.example\";"))
                .containsExactly(new SieveAction.Redirect("x@y.example"));
    }

    @Test
    void mailboxesAreAskedFor() throws Exception {
        holds("\"mailbox\"", "mailboxexists \"Rota.2026\"");
        fails("\"mailbox\"", "mailboxexists [\"Rota.2026\", \"Other\"]");
        holds("\"special-use\"", "specialuse_exists \"\\\\Junk\"");
        assertThat(run("require [\"fileinto\", \"mailbox\", \"special-use\"]; "
                        + "fileinto :create :specialuse \"\\\\Junk\" \"Spam\";"))
                .containsExactly(new SieveAction.FileInto("Spam", Set.of(), true, Optional.of("\\Junk")));
    }

    @Test
    void encodedCharacters() throws Exception {
        holds("\"encoded-character\"", "header :contains \"subject\" \"${unicode:00f6}ne\"");
        holds("\"encoded-character\"", "header :contains \"subject\" \"sch${hex: c3 b6}\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fileinto \"x\";",
                "require \"regex\";",
                "keep; require \"fileinto\";",
                "if true { keep }",
                "if { keep; }",
                "else { keep; }",
                "redirect \"nobody\";",
                "redirect [\"a@b.example\", \"c@d.example\"];",
                "keep :unknown;",
                "keep \"extra\";",
                "if header :is :contains \"a\" \"b\" { stop; }",
                "if header :comparator \"i;unknown\" \"a\" \"b\" { stop; }",
                "if size 10 { stop; }",
                "if size :over \"10\" { stop; }",
                "if size :over 99999999999999999999 { stop; }",
                "require \"vacation\"; vacation;",
                "require \"vacation\"; vacation :days \"x\" \"y\";",
                "require \"variables\"; set \"bad name\" \"x\";",
                "require \"variables\"; set :lower :upper \"x\" \"y\";",
                "require [\"variables\", \"fileinto\"]; fileinto \"${env.x}\";",
                "require [\"relational\", \"comparator-i;ascii-numeric\"]; "
                        + "if header :contains :comparator \"i;ascii-numeric\" \"a\" \"b\" { stop; }",
                "/* open",
                "keep; }",
                "if true { if true { keep; }",
                "text: \n",
                "\"lonely\";",
                "if allof { keep; }",
                "if not (true, false) { keep; }",
                "if address :is \"subject\" \"x\" { stop; }"
            })
    void whatCannotBeRunIsRefusedWhenItIsRead(String script) {
        assertThatThrownBy(() -> run(script))
                .isInstanceOf(SieveSyntaxException.class)
                .hasMessageStartingWith("line ");
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> run("if true {".repeat(5000) + "keep;" + "}".repeat(5000)))
                .isInstanceOf(SieveSyntaxException.class);
        assertThatThrownBy(() -> run("if " + "not ".repeat(100_000) + "true { keep; }"))
                .isInstanceOf(SieveSyntaxException.class);
    }

    @Test
    void notEveryOctetIsAScript() {
        assertThatThrownBy(() -> SieveScript.parse(new byte[] {(byte) 0xff, 'k'}, SieveFixture.SETTINGS))
                .isInstanceOf(SieveSyntaxException.class);
        assertThatThrownBy(() -> SieveScript.parse(
                        ("#" + "x".repeat(300_000)).getBytes(StandardCharsets.UTF_8), SieveFixture.SETTINGS))
                .isInstanceOf(SieveSyntaxException.class);
    }

    @Test
    void rejectStandsAlone() throws Exception {
        assertThat(run("require \"ereject\"; ereject \"no\";")).containsExactly(new SieveAction.Reject("no"));
        assertThatThrownBy(() -> run("require \"reject\"; keep; reject \"no\";"))
                .isInstanceOf(SieveRuntimeException.class);
        assertThatThrownBy(() -> run("require [\"reject\", \"vacation\"]; vacation \"a\"; reject \"no\";"))
                .isInstanceOf(SieveRuntimeException.class);
    }

    @Test
    void vacationHasBounds() throws Exception {
        var one = (SieveAction.Vacation)
                run("require \"vacation\"; vacation :days 0 :handle \"h\" :from \"a@b.example\" \"gone\";")
                        .getFirst();
        assertThat(one.interval()).isEqualTo(java.time.Duration.ofDays(1));
        assertThat(one.handle()).isEqualTo("h");
        var two = (SieveAction.Vacation) run("require \"vacation-seconds\"; vacation :seconds 60 \"gone\";")
                .getFirst();
        assertThat(two.interval()).isEqualTo(java.time.Duration.ofMinutes(1));
        assertThatThrownBy(() -> run("require \"vacation\"; vacation \"a\"; vacation \"b\";"))
                .isInstanceOf(SieveRuntimeException.class);
    }

    @Test
    void multiLineTextLosesItsDots() throws Exception {
        var script = "require \"reject\"; reject text: # why\r\nNo.\r\n..dot\r\n.\r\n;";
        assertThat(run(script)).containsExactly(new SieveAction.Reject("No.\r\n.dot\r\n"));
    }

    @Test
    void redirectsAreBounded() {
        var script = new StringBuilder();
        for (int i = 0; i < 60; i++) script.append("redirect \"a").append(i).append("@b.example\";");
        assertThatThrownBy(() -> run(script.toString())).isInstanceOf(SieveRuntimeException.class);
    }
}
