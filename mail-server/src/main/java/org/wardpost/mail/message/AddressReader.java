package org.wardpost.mail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an address list (RFC 5322 §3.4 with §4.4) as ENVELOPE shows it: octets and encoded words as they stand. Whatever the input, it
 * answers a list. mime4j's lenient parser decodes what must be repeated here, and serves as the oracle of the tests.
 */
final class AddressReader {
    private static final int MOST_ADDRESSES = 10_000;

    /**
     * One entry. A group begins with an entry that has a mailbox (its name) and no host, and ends with one that has neither (RFC 3501
     * §7.4.2).
     */
    record Entry(Optional<String> name, Optional<String> route, Optional<String> mailbox, Optional<String> host) {
        static final Entry GROUP_END =
                new Entry(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        static Entry groupStart(String name) {
            return new Entry(Optional.empty(), Optional.empty(), Optional.of(name), Optional.empty());
        }

        boolean isAddress() {
            return host.isPresent();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final String octets;
    private final int lastParenthesis; // behind it no comment ends
    private int at;
    private boolean inGroup;

    private StringBuilder phrase = new StringBuilder();
    private StringBuilder compact = new StringBuilder();
    private StringBuilder comment = new StringBuilder();
    private Optional<String> angle = Optional.empty();
    private boolean spaceBefore;

    private AddressReader(String octets) {
        this.octets = octets;
        lastParenthesis = octets.lastIndexOf(')');
    }

    static List<Entry> read(String octets) {
        var reader = new AddressReader(octets);
        reader.readAll();
        return reader.entries;
    }

    private void readAll() {
        while (at < octets.length() && entries.size() < MOST_ADDRESSES) {
            char c = octets.charAt(at++);
            switch (c) {
                case ',' -> endAddress();
                case ';' -> endGroup();
                case ':' -> startGroup();
                case '<' -> angle = Optional.of(untilAngleEnd());
                case '"' -> quoted();
                case '(' -> comment();
                case '[' -> domainLiteral();
                default -> plain(c);
            }
        }
        endAddress();
        if (inGroup) {
            entries.add(Entry.GROUP_END);
        }
    }

    private void plain(char c) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            spaceBefore = true;
            return;
        }
        word(Character.toString(c), Character.toString(c));
    }

    /** @param asAddress the same within an addr-spec, where quotes count */
    private void word(String asPhrase, String asAddress) {
        if (spaceBefore && !phrase.isEmpty()) {
            phrase.append(' ');
        }
        spaceBefore = false;
        phrase.append(asPhrase);
        compact.append(asAddress);
    }

    private void quoted() {
        var content = new StringBuilder();
        int start = at - 1;
        while (at < octets.length() && octets.charAt(at) != '"') {
            if (octets.charAt(at) == '\\' && at + 1 < octets.length()) {
                at++;
            }
            content.append(octets.charAt(at++));
        }
        at = Math.min(at + 1, octets.length());
        word(content.toString(), octets.substring(start, at));
    }

    private void comment() {
        int depth = 1;
        var content = new StringBuilder();
        while (at < octets.length()) {
            char c = octets.charAt(at++);
            if (c == '\\' && at < octets.length()) {
                content.append(octets.charAt(at++));
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                break;
            }
            content.append(c);
        }
        comment = content;
        spaceBefore = true;
    }

    /** One within an address (RFC 5322 §3.2.2) names nobody. */
    private void skipComment() {
        var named = comment;
        comment();
        comment = named;
    }

    private void domainLiteral() {
        int end = octets.indexOf(']', at);
        end = end < 0 ? octets.length() : end + 1;
        var literal = octets.substring(at - 1, end);
        at = end;
        word(literal, literal);
    }

    private String untilAngleEnd() {
        var content = new StringBuilder();
        boolean inQuotes = false;
        while (at < octets.length()) {
            char c = octets.charAt(at++);
            if (c == '>' && !inQuotes) {
                break;
            }
            if (c == '\\' && inQuotes && at < octets.length()) {
                content.append(c);
                c = octets.charAt(at++);
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '(' && !inQuotes && at <= lastParenthesis) {
                skipComment();
                continue;
            }
            if (inQuotes || c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                content.append(c);
            }
        }
        spaceBefore = true;
        return content.toString();
    }

    private void startGroup() {
        if (inGroup || angle.isPresent()) {
            word(":", ":");
            return;
        }
        entries.add(Entry.groupStart(phrase.toString()));
        inGroup = true;
        reset();
    }

    private void endGroup() {
        endAddress();
        if (inGroup) {
            entries.add(Entry.GROUP_END);
            inGroup = false;
        }
    }

    private void endAddress() {
        if (angle.isPresent()) {
            var name = !phrase.isEmpty() ? phrase : comment;
            add(name.toString(), angle.get());
        } else if (phrase.indexOf(" ") > 0 && compact.indexOf("@") < 0) {
            add(phrase.toString(), ""); // "System Administrator": words are a name, not an address
        } else if (!compact.isEmpty()) {
            add(comment.toString(), compact.toString());
        }
        reset();
    }

    private void reset() {
        phrase = new StringBuilder();
        compact = new StringBuilder();
        comment = new StringBuilder();
        angle = Optional.empty();
        spaceBefore = false;
    }

    private void add(String name, String address) {
        var route = Optional.<String>empty();
        var spec = address;
        int colon = address.startsWith("@") ? address.indexOf(':') : -1;
        if (colon > 0) {
            route = Optional.of(address.substring(0, colon)); // obs-route
            spec = address.substring(colon + 1);
        }
        int atSign = spec.lastIndexOf('@');
        var mailbox = unquoted(atSign < 0 ? spec : spec.substring(0, atSign));
        var host = atSign < 0 ? "" : spec.substring(atSign + 1); // NIL would mean a group
        entries.add(
                new Entry(Optional.of(name).filter(n -> !n.isEmpty()), route, Optional.of(mailbox), Optional.of(host)));
    }

    private static String unquoted(String local) {
        if (local.length() < 2 || !local.startsWith("\"") || !local.endsWith("\"")) {
            return local;
        }
        return local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
