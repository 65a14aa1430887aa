package org.wardpost.mail.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.james.mailbox.model.Content;
import org.jspecify.annotations.Nullable;

/** Reads a command that has come whole, piece by piece, by the grammar of RFC 3501 §9. Literals need no asking any more:
 * {@link ImapFrameDecoder} has done it. Every method throws {@link Malformed} at what is not there. */
final class Arguments {
    private static final String ATOM_SPECIALS = "(){ %*\"\\]";
    private static final int MAX_NAME = 1000;

    private final CommandInput input;
    private final byte[] text;
    private final boolean utf8;
    private int at;
    private boolean byUid;

    /** @param utf8 names come as UTF-8, not as modified UTF-7 (RFC 6855 §3) */
    Arguments(CommandInput input, boolean utf8) {
        this.input = input;
        text = input.text();
        this.utf8 = utf8;
    }

    /** Whether UID stood before the command. */
    boolean byUid() {
        return byUid;
    }

    void byUid(boolean value) {
        byUid = value;
    }

    boolean utf8() {
        return utf8;
    }

    String tag() {
        int from = at;
        while (at < input.length() && text[at] != ' ' && text[at] != '\r' && text[at] != '\n') at++;
        String tag = CommandInput.tagOf(Arrays.copyOfRange(text, from, at + 1), at + 1 - from);
        if (tag.equals("*")) throw new Malformed("no tag");
        return tag;
    }

    /** The tag of this command, at any time. */
    String tagOfCommand() {
        return input.tag();
    }

    // ---- single octets

    private char peek() {
        return at < input.length() ? (char) (text[at] & 0xff) : '\n';
    }

    boolean isNext(char c) {
        return peek() == c;
    }

    /** Takes {@code c} if it is next. */
    boolean skip(char c) {
        boolean is = at < input.length() && peek() == c;
        if (is) at++;
        return is;
    }

    void expect(char c) {
        if (!skip(c)) throw new Malformed("expected '" + c + "'");
    }

    /** One space; some clients send more. */
    void space() {
        expect(' ');
        while (skip(' ')) {} // NOPMD: lenient
    }

    boolean atEnd() {
        int i = at;
        while (i < input.length() && text[i] == ' ') i++;
        return i >= input.length() || text[i] == '\r' || text[i] == '\n';
    }

    void end() {
        if (!atEnd()) throw new Malformed("more than expected");
    }

    /** A space and something behind it. */
    boolean more() {
        if (atEnd()) return false;
        space();
        return true;
    }

    // ---- words

    /** Letters, digits and whatever else an atom may hold, in upper case. */
    String word() {
        return atom().toUpperCase(Locale.ROOT);
    }

    String atom() {
        int from = at;
        while (isAtomChar(peek())) at++;
        if (at == from) throw new Malformed("expected an atom");
        return ascii(from, at);
    }

    /** As {@link #word}, but ends at {@code [} too: a FETCH item. */
    String item() {
        int from = at;
        while (isAtomChar(peek()) && peek() != '[' && peek() != '<') at++;
        if (at == from) throw new Malformed("expected an item");
        return ascii(from, at).toUpperCase(Locale.ROOT);
    }

    /** Takes {@code word}, in any case, if it is next and ends there. */
    boolean skipWord(String word) {
        int end = at + word.length();
        if (end > input.length() || !ascii(at, end).equalsIgnoreCase(word)) return false;
        if (end < input.length() && isAtomChar((char) (text[end] & 0xff))) return false;
        at = end;
        return true;
    }

    private static boolean isAtomChar(char c) {
        return c > ' ' && c < 127 && ATOM_SPECIALS.indexOf(c) < 0;
    }

    static boolean isAtom(String words) {
        return !words.isEmpty() && words.chars().allMatch(c -> isAtomChar((char) c));
    }

    private String ascii(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.US_ASCII);
    }

    // ---- strings

    byte[] astringOctets() {
        if (isNext('"')) return quoted();
        if (isNext('{') || isNext('~')) return literal();
        int from = at;
        while (isAtomChar(peek()) || peek() == ']' || (utf8 && peek() > 127))
            at++; // RFC 6855 §3; resp-specials may stand here
        if (at == from) throw new Malformed("expected a string");
        return Arrays.copyOfRange(text, from, at);
    }

    /** US-ASCII, or UTF-8 where that has been agreed upon. */
    String astring() {
        return decode(astringOctets(), StandardCharsets.UTF_8);
    }

    String astring(Charset charset) {
        return decode(astringOctets(), charset);
    }

    String string() {
        if (!isNext('"') && !isNext('{')) throw new Malformed("expected a string");
        return astring();
    }

    /** @return null for NIL */
    byte @Nullable [] nstring() {
        if (isNext('"') || isNext('{') || isNext('~')) return astringOctets();
        if (skipWord("NIL")) return null;
        throw new Malformed("expected a string or NIL");
    }

    private byte[] quoted() {
        expect('"');
        var out = new java.io.ByteArrayOutputStream();
        while (!isNext('"')) {
            if (isNext('\r') || isNext('\n') || isNext('\0')) throw new Malformed("a quoted string does not end");
            if (skip('\\') && !isNext('"') && !isNext('\\')) throw new Malformed("only \\ and \" are quoted");
            out.write(text[at++]);
        }
        at++;
        return out.toByteArray();
    }

    private byte[] literal() {
        int size = literalHeader();
        byte[] octets = Arrays.copyOfRange(text, at, at + size);
        at += size;
        return octets;
    }

    private int literalHeader() {
        skip('~');
        expect('{');
        long size = number();
        skip('+');
        expect('}');
        skip('\r');
        expect('\n');
        if (size > input.length() - at) throw new Malformed("a literal ends early");
        return (int) size;
    }

    /** The message of an APPEND. Small ones are gathered in memory, the others are in the spool already. */
    Content message(AppendIntake intake, List<AutoCloseable> toClose) throws IOException {
        var spooled = input.message();
        if (spooled != null) {
            skip('~');
            expect('{');
            number();
            skip('+');
            expect('}');
            skip('\r');
            expect('\n');
            return spooled.content();
        }
        int size = literalHeader();
        var receiving = intake.open(size);
        toClose.add(receiving);
        receiving.out().write(text, at, size);
        at += size;
        return receiving.finish();
    }

    static String decode(byte[] octets, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("not " + charset.name());
        }
    }

    // ---- names

    /** The name of a mailbox: INBOX in any case, neither NUL nor line ends, in the encoding agreed upon. */
    String mailbox() {
        String name = mailboxName(astringOctets());
        if (name.isEmpty()) throw new Malformed("an empty name");
        return name;
    }

    /** As {@link #mailbox}, but may be empty: the reference of LIST, the server of METADATA. */
    String mailboxOrEmpty() {
        return mailboxName(astringOctets());
    }

    private String mailboxName(byte[] octets) {
        if (octets.length > MAX_NAME) throw new Malformed("a name too long");
        String name = utf8 ? decode(octets, StandardCharsets.UTF_8) : modified(octets);
        if (name.chars().anyMatch(c -> c < ' ' || c == 127)) throw new Malformed("a control character in a name");
        return name.equalsIgnoreCase("INBOX") ? "INBOX" : name;
    }

    /** @throws Malformed for octets above 127: without UTF8=ACCEPT they mean nothing (RFC 3501 §5.1.3) */
    private static String modified(byte[] octets) {
        for (byte b : octets) if (b < 0) throw new Malformed("not modified UTF-7");
        return ModifiedUtf7.decode(new String(octets, StandardCharsets.US_ASCII));
    }

    /** A pattern of LIST: a name with {@code *} and {@code %}. */
    String pattern() {
        if (isNext('"') || isNext('{')) return mailboxName(astringOctets());
        int from = at;
        while (isAtomChar(peek()) || "%*]".indexOf(peek()) >= 0 || (utf8 && peek() > 127)) at++;
        if (at == from) throw new Malformed("expected a pattern");
        return mailboxName(Arrays.copyOfRange(text, from, at));
    }

    // ---- numbers and sets

    long number() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') at++;
        if (at == from) throw new Malformed("expected a number");
        try {
            return Long.parseLong(ascii(from, at)); // 63 bits: a mod-sequence may have all of them (RFC 7162 §7)
        } catch (NumberFormatException tooLarge) {
            throw new Malformed("a number too large");
        }
    }

    SequenceSet set() {
        if (skip('$')) return SequenceSet.SAVED; // RFC 5182 §2.1
        var ranges = new ArrayList<SequenceSet.Range>();
        do {
            long first = setNumber();
            ranges.add(new SequenceSet.Range(first, skip(':') ? setNumber() : first));
        } while (skip(','));
        return new SequenceSet(List.copyOf(ranges), false);
    }

    boolean digitIsNext() {
        return peek() >= '0' && peek() <= '9';
    }

    /** Whether a set may begin here. */
    boolean setIsNext() {
        char c = peek();
        return (c >= '0' && c <= '9') || c == '*' || c == '$';
    }

    private long setNumber() {
        if (skip('*')) return SequenceSet.LAST;
        long n = number();
        if (n < 1 || n > 0xffff_ffffL) throw new Malformed("not a message number");
        return n;
    }

    /** Something in parentheses, one after the other with spaces between. */
    void list(Runnable element) {
        expect('(');
        while (skip(' ')) {} // NOPMD: lenient
        while (!skip(')')) {
            element.run();
            if (!isNext(')')) space();
        }
    }

    /** The rest of the line, for errors of syntax nobody reads: moves to the end. */
    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }
}
