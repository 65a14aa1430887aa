package org.wardpost.mail.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client hears about one command: untagged lines as they come, and one tagged line at the end. Written octet by octet
 * in the order of the calls. */
final class Answer {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int QUOTED_AT_MOST = 1000;

    private final ImapWriter out;
    private final ImapConnection client;
    private final String tag;
    private String command;
    private Command.Telling telling = Command.Telling.NOTHING;
    private boolean midLine;
    private boolean done;

    Answer(ImapWriter out, ImapConnection client, String tag, String command) {
        this.out = out;
        this.client = client;
        this.tag = tag;
        this.command = command;
    }

    void of(String commandName, Command.Telling tells) {
        command = commandName;
        telling = tells;
    }

    // ---- lines

    void untagged(String line) throws IOException {
        text("* ").text(line).end();
    }

    void ok() throws IOException {
        tagged("OK", "", "completed.");
    }

    /** @param code a response code without its brackets; empty for none */
    void ok(String code) throws IOException {
        tagged("OK", code, "completed.");
    }

    void ok(String code, String words) throws IOException {
        tagged("OK", code, words);
    }

    void no(String code, String words) throws IOException {
        tagged("NO", code, words);
    }

    void bad(String words) throws IOException {
        tagged("BAD", "", words);
    }

    /** A last word after which the connection ends. */
    void bye(String words) throws IOException {
        untagged("BYE " + words);
        client.logout();
        done = true;
    }

    /** The one place where a client hears of others' changes: right before its own command is answered. */
    private void tagged(String type, String code, String words) throws IOException {
        if (done) return;
        done = true;
        var selected = client.maybeSelected();
        if (telling != Command.Telling.NOTHING && selected.isPresent())
            selected.get().tell(this, client, telling);
        text(tag).text(" ").text(type).text(" ");
        if (!code.isEmpty()) text("[").text(code).text("] ");
        if (!command.isEmpty()) text(command).text(" ");
        text(words).end();
    }

    boolean isDone() {
        return done;
    }

    /** An answer that something broke off in the middle of a line cannot be mended. */
    boolean isMidLine() {
        return midLine;
    }

    // ---- what lines are made of

    /** @param ascii nothing that came from a client or a message, without a quoting method below */
    Answer text(String ascii) throws IOException {
        midLine = true;
        out.ascii(ascii);
        return this;
    }

    Answer number(long n) throws IOException {
        return text(Long.toString(n));
    }

    Answer octets(byte[] prepared) throws IOException {
        midLine = true;
        out.write(prepared, 0, prepared.length);
        return this;
    }

    Answer octets(byte[] prepared, int offset, int length) throws IOException {
        midLine = true;
        out.write(prepared, offset, length);
        return this;
    }

    void end() throws IOException {
        out.write(CRLF, 0, 2);
        midLine = false;
    }

    /** Any octets: quoted when they may be, else as a literal. */
    Answer string(byte[] octets) throws IOException {
        return isQuotable(octets) ? text("\"").octets(octets).text("\"") : literal(octets);
    }

    Answer nstring(byte @Nullable [] octets) throws IOException {
        return octets == null ? text("NIL") : string(octets);
    }

    Answer string(String words) throws IOException {
        return string(words.getBytes(StandardCharsets.UTF_8));
    }

    /** As an atom where it can be one: Mail::IMAPClient, by which imapsync copies rights, takes quotes for a part of the value. */
    Answer astring(String words) throws IOException {
        return Arguments.isAtom(words) ? text(words) : string(words);
    }

    Answer literal(byte[] octets) throws IOException {
        return text("{").number(octets.length).text("}\r\n").octets(octets);
    }

    /** A name as the client wants names: UTF-8 once it has enabled UTF8=ACCEPT (RFC 6855 §3), modified UTF-7 otherwise. */
    Answer mailbox(String name) throws IOException {
        boolean utf8 = client.enabled(Extension.UTF8);
        byte[] octets = (utf8 ? name : ModifiedUtf7.encode(name)).getBytes(StandardCharsets.UTF_8);
        text("\"");
        for (byte b : octets) {
            if (b == '"' || b == '\\') text("\\");
            out.octet(b);
        }
        return text("\"");
    }

    private boolean isQuotable(byte[] octets) {
        if (octets.length > QUOTED_AT_MOST) return false;
        boolean utf8 = client.enabled(Extension.UTF8);
        for (byte b : octets) {
            if (b == '"' || b == '\\' || b == '\r' || b == '\n' || b == 0 || (b < 0 && !utf8)) return false;
        }
        return true;
    }

    /** @throws IOException if {@code in} ends before {@code size} octets: nothing but a hang-up can follow */
    Answer copy(InputStream in, long size) throws IOException {
        out.copy(in, size);
        return this;
    }

    /** {@code + } and what the client is to know before it goes on. */
    void continuation(String words) throws IOException {
        text("+ ").text(words).end();
        flush();
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Octets of the largest message that is taken (RFC 7889). */
    long appendLimit() {
        return client.listener().limits().message();
    }

    /** Which of the extensions changes what is answered. */
    boolean enabled(Extension extension) {
        return client.enabled(extension);
    }

    @Override
    public String toString() {
        return "Answer[" + Objects.toString(command) + "]";
    }
}
