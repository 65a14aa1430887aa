package org.wardpost.mail.smtp;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.wardpost.mail.message.EncodedWords;

/**
 * Reads the mailbox list of From or Sender (RFC 5322 §3.4), strictly: no group, no source route, no encoded word where an
 * address stands, no second address outside the angle brackets. Comments and quoting are undone.
 */
final class StrictAddresses {
    private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("[\\s<>\"(),:;]+");

    private final String text;
    private final List<String> addresses = new ArrayList<>();
    private int at;

    private StrictAddresses(String text) {
        this.text = text;
    }

    /**
     * @return each address once, as {@code local@domain}, lower case, unquoted where it may be; also those that stand in a
     *     display name or a comment, for many mail programs show nothing else
     * @throws IllegalArgumentException when anything is unclear
     */
    static List<String> parse(String value) {
        var parser = new StrictAddresses(value);
        do {
            parser.addresses.add(parser.mailbox());
            parser.skip();
        } while (parser.taken(','));
        if (parser.at < parser.text.length()) throw unclear();
        return parser.addresses.stream().distinct().toList();
    }

    /** {@code [display-name] <addr-spec>} or {@code addr-spec}. */
    private String mailbox() {
        var words = new ArrayList<String>(); // atoms, quoted strings, dots and @ in order
        while (true) {
            skip();
            if (at >= text.length() || text.charAt(at) == ',') break;
            char c = text.charAt(at);
            if (c == '<') {
                at++;
                if (words.contains("@")) throw unclear();
                displayName(words);
                var address = addrSpec();
                if (!taken('>')) throw unclear();
                skip();
                if (at < text.length() && text.charAt(at) != ',') throw unclear();
                return address;
            }
            words.add(word(c));
        }
        return joined(words);
    }

    private void displayName(List<String> words) {
        shown(String.join(" ", words));
    }

    private void shown(String text) {
        // not one pattern for the whole address: that would try each octet of a long word as the start of one
        var seen = Normalizer.normalize(EncodedWords.decoded(text), Normalizer.Form.NFKC); // U+FF20 looks like @
        for (var word : BETWEEN_ADDRESSES.split(seen))
            if (word.lastIndexOf('@', word.length() - 2) > 0) addresses.add(word.toLowerCase(Locale.ROOT));
    }

    private String addrSpec() {
        var words = new ArrayList<String>();
        while (true) {
            skip();
            if (at >= text.length()) throw unclear();
            char c = text.charAt(at);
            if (c == '>') return joined(words);
            if (c == ',' || c == '<') throw unclear(); // a route (obs-route, §4.4) or worse
            words.add(word(c));
        }
    }

    private String word(char first) {
        if (first == '"') return '"' + quoted();
        if (first == '.' || first == '@') {
            at++;
            return String.valueOf(first);
        }
        if (first == '[') return literal();
        int start = at;
        while (at < text.length() && atomText(text.charAt(at))) at++;
        if (at == start) throw unclear(); // : ; > ) \ and controls: groups, leftovers
        return text.substring(start, at);
    }

    private static boolean atomText(char c) {
        return c > 0x7f || (c > 32 && c < 127 && "()<>[]:;@\\,.\"".indexOf(c) < 0);
    }

    private String quoted() {
        var out = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return out.toString();
            if (c == '\\') {
                if (at >= text.length()) break;
                c = text.charAt(at++);
            }
            if (c < 32 && c != '\t') throw unclear();
            out.append(c);
        }
        throw unclear();
    }

    private String literal() {
        int end = text.indexOf(']', at);
        if (end < 0) throw unclear();
        var literal = text.substring(at, end + 1);
        at = end + 1;
        return literal;
    }

    /** Exactly {@code local @ domain}: one word or dot-atom before, one after. */
    private static String joined(List<String> words) {
        int atSign = words.indexOf("@");
        if (atSign < 1 || atSign != words.lastIndexOf("@")) throw unclear();
        var local = dotted(words.subList(0, atSign), true);
        var domain = dotted(words.subList(atSign + 1, words.size()), false);
        if (local.contains("=?") || domain.contains("=?"))
            throw unclear(); // RFC 2047 §5: no encoded word in an addr-spec
        try {
            return local.toLowerCase(Locale.ROOT) + "@"
                    + (domain.startsWith("[") ? domain : IDN.toASCII(domain)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            throw unclear();
        }
    }

    /** Words with single dots between them; two words side by side are a display name without brackets. */
    private static String dotted(List<String> words, boolean quotes) {
        var out = new StringBuilder();
        boolean word = false;
        for (var part : words) {
            boolean dot = part.equals(".");
            if (dot != word) throw unclear();
            word = !dot;
            if (part.startsWith("\"")) {
                if (!quotes) throw unclear();
                out.append(part, 1, part.length());
            } else out.append(part);
        }
        if (!word) throw unclear();
        return out.toString();
    }

    /** White space and comments, nested (§3.2.2). */
    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') at++;
            else if (c == '(') comment();
            else return;
        }
    }

    private void comment() {
        int depth = 0;
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') at++;
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) {
                shown(text.substring(start, at)); // "ann@a (Bob)" is an old way to write a name (RFC 5322 §3.4)
                return;
            }
        }
        throw unclear();
    }

    private boolean taken(char c) {
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private static IllegalArgumentException unclear() {
        return new IllegalArgumentException("unclear");
    }
}
