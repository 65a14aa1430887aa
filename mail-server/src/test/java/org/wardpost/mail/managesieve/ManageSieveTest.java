package org.wardpost.mail.managesieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardpost.mail.Dialog;
import org.wardpost.mail.Ports;
import org.wardpost.mail.TestMail;

/** ManageSieve (RFC 5804) over a real socket. */
class ManageSieveTest {
    private static final String SCRIPT = "require \"fileinto\"; # ä\r\nfileinto \"A\";";
    private static TestMail mail;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2();
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    /** Lines up to and with the one that ends an answer. */
    private static List<String> answer(Dialog dialog) throws Exception {
        var lines = new ArrayList<String>();
        do lines.add(dialog.line());
        while (!lines.getLast().matches("(OK|NO|BYE)\\b.*"));
        return lines;
    }

    private static List<String> say(Dialog dialog, String line) throws Exception {
        dialog.raw(line + "\r\n");
        return answer(dialog);
    }

    private static Dialog connect() throws Exception {
        var dialog = Dialog.plain(mail.port(Ports.MANAGESIEVE));
        answer(dialog);
        return dialog;
    }

    private static Dialog signedIn(String user) throws Exception {
        var dialog = connect();
        assertThat(say(dialog, "STARTTLS")).last().asString().startsWith("OK");
        dialog.upgrade();
        answer(dialog);
        assertThat(say(dialog, "AUTHENTICATE \"PLAIN\" \"" + Dialog.plainLogin(user, TestMail.PASSWORD) + "\""))
                .last()
                .asString()
                .startsWith("OK");
        return dialog;
    }

    private static String literal(String text) {
        return "{" + text.getBytes(StandardCharsets.UTF_8).length + "+}\r\n" + text;
    }

    @Test
    void nothingIsSaidBeforeTls() throws Exception {
        try (var dialog = Dialog.plain(mail.port(Ports.MANAGESIEVE))) {
            var greeting = answer(dialog);
            assertThat(greeting).contains("\"SASL\" \"\"", "\"STARTTLS\"", "\"VERSION\" \"1.0\"");
            assertThat(say(
                            dialog,
                            "AUTHENTICATE \"PLAIN\" \"" + Dialog.plainLogin("ann@ward.example", TestMail.PASSWORD)
                                    + "\""))
                    .singleElement()
                    .asString()
                    .startsWith("NO (ENCRYPT-NEEDED)");
            assertThat(say(dialog, "LISTSCRIPTS")).singleElement().asString().startsWith("NO");
            assertThat(say(dialog, "STARTTLS")).singleElement().asString().startsWith("OK");
            dialog.upgrade();
            var again = answer(dialog);
            assertThat(again).contains("\"SASL\" \"PLAIN\"").doesNotContain("\"STARTTLS\"");
            assertThat(again)
                    .filteredOn(line -> line.startsWith("\"SIEVE\""))
                    .singleElement()
                    .asString()
                    .contains("fileinto")
                    .contains("vacation")
                    .contains("imap4flags")
                    .contains("variables");
        }
    }

    @Test
    void commandsBehindStartTlsEndTheConnection() throws Exception {
        try (var dialog = connect()) {
            dialog.raw("STARTTLS\r\nLISTSCRIPTS\r\n");
            assertThat(answer(dialog)).last().asString().startsWith("BYE");
            assertThat(dialog.closed()).isTrue();
        }
    }

    @Test
    void passwordsByContinuationAndWrongOnes() throws Exception {
        try (var dialog = connect()) {
            say(dialog, "STARTTLS");
            dialog.upgrade();
            answer(dialog);
            assertThat(say(
                            dialog,
                            "AUTHENTICATE \"PLAIN\" \"" + Dialog.plainLogin("ann@ward.example", "wrong one") + "\""))
                    .containsExactly("NO \"Authentication failed\"");
            assertThat(say(
                            dialog,
                            "AUTHENTICATE \"PLAIN\" \"" + Dialog.plainLogin("who@ward.example", "wrong one") + "\""))
                    .containsExactly("NO \"Authentication failed\"");
            dialog.raw("AUTHENTICATE \"PLAIN\"\r\n");
            assertThat(dialog.line()).isEqualTo("\"\"");
            assertThat(say(dialog, literal(Dialog.plainLogin("ann@ward.example", TestMail.PASSWORD))))
                    .last()
                    .asString()
                    .startsWith("OK");
            assertThat(say(dialog, "AUTHENTICATE \"PLAIN\" \"x\""))
                    .last()
                    .asString()
                    .startsWith("NO");
            assertThat(say(dialog, "UNAUTHENTICATE")).last().asString().startsWith("OK");
            assertThat(say(dialog, "LISTSCRIPTS")).last().asString().startsWith("NO");
            for (int i = 0; i < 3; i++) say(dialog, "LISTSCRIPTS"); // what failed before the login does not count
            assertThat(dialog.line()).isEqualTo("BYE \"Too many mistakes\""); // RFC 5804 §1.2
        }
    }

    @Test
    void aScriptLivesThroughAllCommands() throws Exception {
        mail.account("life@ward.example", java.util.OptionalLong.empty());
        try (var dialog = signedIn("life@ward.example")) {
            assertThat(say(dialog, "PUTSCRIPT \"one\" " + literal(SCRIPT)))
                    .last()
                    .asString()
                    .startsWith("OK");
            assertThat(say(dialog, "LISTSCRIPTS")).containsExactly("\"one\"", "OK");
            assertThat(say(dialog, "SETACTIVE \"one\"")).last().asString().startsWith("OK");
            assertThat(say(dialog, "LISTSCRIPTS")).containsExactly("\"one\" ACTIVE", "OK");
            assertThat(say(dialog, "DELETESCRIPT \"one\"")).last().asString().startsWith("NO (ACTIVE)");
            assertThat(say(dialog, "RENAMESCRIPT \"one\" \"zwei ä\""))
                    .last()
                    .asString()
                    .startsWith("OK");
            dialog.raw("LISTSCRIPTS\r\n");
            assertThat(new String(dialog.line().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .isEqualTo("\"zwei ä\" ACTIVE");
            answer(dialog);
            int size = SCRIPT.getBytes(StandardCharsets.UTF_8).length;
            dialog.raw("GETSCRIPT \"zwei ä\"\r\n");
            assertThat(dialog.line()).isEqualTo("{" + size + "}");
            assertThat(new String(dialog.octets(size), StandardCharsets.UTF_8)).isEqualTo(SCRIPT);
            assertThat(dialog.line()).isEmpty();
            answer(dialog);
            assertThat(say(dialog, "SETACTIVE \"\"")).last().asString().startsWith("OK");
            assertThat(say(dialog, "DELETESCRIPT \"zwei ä\"")).last().asString().startsWith("OK");
            assertThat(say(dialog, "GETSCRIPT \"zwei ä\"")).last().asString().startsWith("NO (NONEXISTENT)");
            assertThat(say(dialog, "SETACTIVE \"none\"")).last().asString().startsWith("NO (NONEXISTENT)");
            assertThat(say(dialog, "RENAMESCRIPT \"none\" \"x\""))
                    .last()
                    .asString()
                    .startsWith("NO (NONEXISTENT)");
            assertThat(say(dialog, "NOOP " + literal("tag"))).containsExactly("OK (TAG \"tag\") \"Done\"");
            assertThat(say(dialog, "LOGOUT")).last().asString().startsWith("OK");
            assertThat(dialog.closed()).isTrue();
        }
    }

    @Test
    void aWrongScriptIsRefusedWithItsLineAndNotStored() throws Exception {
        try (var dialog = signedIn("bob@ward.example")) {
            var wrong = "keep;\r\nfileinto \"x\";";
            assertThat(say(dialog, "PUTSCRIPT \"bad\" " + literal(wrong)))
                    .last()
                    .asString()
                    .startsWith("NO \"line 2");
            assertThat(say(dialog, "CHECKSCRIPT " + literal(wrong)))
                    .last()
                    .asString()
                    .startsWith("NO \"line 2");
            assertThat(say(dialog, "CHECKSCRIPT " + literal(SCRIPT)))
                    .last()
                    .asString()
                    .startsWith("OK");
            assertThat(say(dialog, "LISTSCRIPTS")).containsExactly("OK");
        }
    }

    @Test
    void sizesAreBoundedAndTheConnectionGoesOn() throws Exception {
        mail.account("many@ward.example", java.util.OptionalLong.empty());
        try (var dialog = signedIn("many@ward.example")) {
            assertThat(say(dialog, "HAVESPACE \"x\" 1000")).last().asString().startsWith("OK");
            assertThat(say(dialog, "HAVESPACE \"x\" 999999999"))
                    .last()
                    .asString()
                    .startsWith("NO (QUOTA");
            assertThat(say(dialog, "PUTSCRIPT \"x\" " + literal("#" + "x".repeat(300_000))))
                    .last()
                    .asString()
                    .startsWith("NO (QUOTA/MAXSIZE)");
            for (int i = 0; i < 32; i++)
                assertThat(say(dialog, "PUTSCRIPT \"s" + i + "\" \"keep;\""))
                        .last()
                        .asString()
                        .startsWith("OK");
            assertThat(say(dialog, "PUTSCRIPT \"s32\" \"keep;\""))
                    .last()
                    .asString()
                    .startsWith("NO (QUOTA");
            assertThat(say(dialog, "PUTSCRIPT \"s0\" \"stop;\""))
                    .last()
                    .asString()
                    .startsWith("OK");
            assertThat(say(dialog, "PUTSCRIPT \"a\u0001b\" \"keep;\""))
                    .last()
                    .asString()
                    .startsWith("NO");
            assertThat(say(dialog, "PUTSCRIPT \"\" \"keep;\""))
                    .last()
                    .asString()
                    .startsWith("NO");
            assertThat(say(dialog, "WHAT")).last().asString().startsWith("NO");
            assertThat(say(dialog, "\"string first\"")).last().asString().startsWith("NO");
            assertThat(say(dialog, "PUTSCRIPT {x}")).last().asString().startsWith("NO");
            assertThat(say(dialog, "CAPABILITY")).last().isEqualTo("OK");
        }
    }

    @Test
    void beforeLoginNothingLargeIsTaken() throws Exception {
        try (var dialog = connect()) {
            assertThat(say(dialog, "AUTHENTICATE \"PLAIN\" " + literal("x".repeat(100_000))))
                    .last()
                    .asString()
                    .startsWith("NO");
            dialog.raw("AUTHENTICATE \"PLAIN\" {4294967296+}\r\n");
            assertThat(dialog.closed()).isTrue();
        }
    }

    @Test
    void peopleSeeTheirOwnScriptsOnly() throws Exception {
        mail.account("mine@ward.example", java.util.OptionalLong.empty());
        mail.account("yours@ward.example", java.util.OptionalLong.empty());
        try (var mine = signedIn("mine@ward.example");
                var yours = signedIn("yours@ward.example")) {
            say(mine, "PUTSCRIPT \"secret\" \"keep;\"");
            assertThat(say(yours, "LISTSCRIPTS")).containsExactly("OK");
            assertThat(say(yours, "GETSCRIPT \"secret\"")).last().asString().startsWith("NO (NONEXISTENT)");
        }
    }
}
