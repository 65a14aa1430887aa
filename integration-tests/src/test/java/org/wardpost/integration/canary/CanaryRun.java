package org.wardpost.integration.canary;

import java.util.Base64;
import java.util.List;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;
import org.wardpost.integration.wire.WireConnection;

/** Puts a phrase into every place that a user or a sender can reach, over the wire. */
final class CanaryRun {
    private final RunningServer server;
    private final Phrases phrases;
    private final Transcript transcript;
    private final RunningServer.MailAccount nurse;

    CanaryRun(RunningServer server, Phrases phrases, Transcript transcript) {
        this.server = server;
        this.phrases = phrases;
        this.transcript = transcript;
        nurse = server.account(0);
    }

    void everything() {
        delivered(CanaryMail.of(phrases, 22_000_000));
        transcript.add(CanaryMail.of(phrases, 100_000)); // the same phrases with less noise between them
        appendedFlaggedAndSearched(CanaryMail.of(phrases, 1000));
        sieve();
        failedLogins();
    }

    private void delivered(byte[] mail) {
        var sender = transcript.add(phrases.word("envelope sender") + "@outside.example");
        try (var lmtp = SmtpWire.lmtp(server.port("lmtp"))) {
            expect250(lmtp.send(sender, List.of(nurse.address()), mail));
        }
        try (var smtp = SmtpWire.smtp(server.port("smtp"))) {
            expect250(smtp.send(sender, List.of(nurse.address()), CanaryMail.of(phrases, 100_000)));
        }
        try (var smtp = SmtpWire.smtp(server.port("smtp"))) {
            smtp.expect("MAIL FROM:<" + sender + ">", "250");
            smtp.command("RCPT TO:<" + transcript.add(phrases.word("unknown recipient")) + "@ward.example>");
        }
        try (var cutOff = SmtpWire.smtp(server.port("smtp"))) {
            cutOff.expect("MAIL FROM:<" + sender + ">", "250");
            cutOff.expect("RCPT TO:<" + nurse.address() + ">", "250");
            cutOff.expect("DATA", "354");
            var half = (transcript.add(phrases.word("message cut off in DATA")) + "\r\n").repeat(20_000);
            cutOff.connection().send(half);
        }
    }

    private void appendedFlaggedAndSearched(byte[] mail) {
        try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
            var mailbox = phrases.word("mailbox name");
            imap.command(transcript.add("CREATE " + mailbox)).ok();
            imap.command("CREATE &" + utf7(transcript.add(phrases.foreign("foreign mailbox name"))) + "-")
                    .ok();
            imap.command("SUBSCRIBE " + mailbox).ok();
            imap.append(mailbox, "(\\Seen " + transcript.add(phrases.word("keyword at APPEND")) + ")", mail)
                    .ok();
            imap.command("SELECT " + mailbox).ok();
            imap.command("STORE 1 +FLAGS (" + transcript.add(phrases.word("keyword")) + ")")
                    .ok();
            imap.command("SEARCH TEXT " + transcript.add(phrases.word("search term")))
                    .ok();
            imap.command("SEARCH SUBJECT " + phrases.word("subject")).ok();
            imap.command("SETMETADATA " + mailbox + " (/private/comment \"" + transcript.add(phrases.word("annotation"))
                            + "\")")
                    .ok();
            imap.command(transcript.add("ID (\"name\" \"" + phrases.word("client name") + "\")"));
            imap.command(transcript.add("NOSUCHCOMMAND " + phrases.word("unknown command")));
            imap.command("COPY 1 Trash");
            imap.command("RENAME " + mailbox + " " + transcript.add(phrases.word("new mailbox name")))
                    .ok();
            imap.command("FETCH 1 (BODY.PEEK[] ENVELOPE BODYSTRUCTURE)").ok();
        }
        var cutOff = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password());
        cutOff.connection().send("X APPEND INBOX {20000000}\r\n");
        cutOff.connection().line();
        cutOff.connection().send((transcript.add(phrases.word("message cut off in APPEND")) + " ").repeat(300_000));
        // left open: the kill finds it half way
    }

    private void sieve() {
        try (var sieve = WireConnection.plain(server.port("managesieve"))) {
            greeting(sieve);
            sieve.send("STARTTLS\r\n");
            greeting(sieve);
            sieve.startTls();
            greeting(sieve);
            var plain = Base64.getEncoder()
                    .encodeToString(CanaryMail.utf8("\0" + nurse.address() + "\0" + nurse.password()));
            sieve.send("AUTHENTICATE \"PLAIN\" \"" + plain + "\"\r\n");
            greeting(sieve);
            var script = transcript.add(CanaryMail.utf8("require [\"fileinto\"];\r\nif header :contains \"subject\" \""
                    + phrases.word("Sieve script") + "\" { fileinto \"Trash\"; }\r\n"));
            var name = transcript.add(phrases.word("Sieve script name"));
            sieve.send("PUTSCRIPT \"" + name + "\" {" + script.length + "+}\r\n");
            sieve.send(script);
            sieve.send("\r\n");
            greeting(sieve);
            sieve.send("SETACTIVE \"" + name + "\"\r\n");
            greeting(sieve);
        }
    }

    private static void greeting(WireConnection sieve) {
        while (true) {
            var line = sieve.line();
            if (line.startsWith("OK")) return;
            if (line.startsWith("NO") || line.startsWith("BYE")) throw new AssertionError(line);
        }
    }

    private void failedLogins() {
        try (var imap = ImapWire.tls(server.port("imaps"))) {
            imap.command("LOGIN " + transcript.add(phrases.word("unknown user")) + "@ward.example nothing");
            imap.command("LOGIN " + nurse.address() + " " + transcript.add(phrases.word("wrong password")));
        }
    }

    static void expect250(List<String> replies) {
        for (var reply : replies) {
            if (!reply.startsWith("250")) throw new AssertionError(reply);
        }
    }

    private static String utf7(String phrase) {
        var utf16 = phrase.getBytes(java.nio.charset.StandardCharsets.UTF_16BE);
        return Base64.getEncoder().withoutPadding().encodeToString(utf16).replace('/', ',');
    }
}
