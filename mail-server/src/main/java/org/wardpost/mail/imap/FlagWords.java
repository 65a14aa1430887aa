package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.wardpost.store.message.MessageFlags;

/** Flags as IMAP writes them (RFC 3501 §2.3.2 and §9). */
final class FlagWords {
    private static final String[] WORDS = {"\\Answered", "\\Deleted", "\\Draft", "\\Flagged", "\\Recent", "\\Seen"};
    private static final int[] BITS = {
        MessageFlags.ANSWERED,
        MessageFlags.DELETED,
        MessageFlags.DRAFT,
        MessageFlags.FLAGGED,
        MessageFlags.RECENT,
        MessageFlags.SEEN
    };
    private static final Map<String, Integer> BY_WORD = Map.of(
            "\\ANSWERED",
            MessageFlags.ANSWERED,
            "\\DELETED",
            MessageFlags.DELETED,
            "\\DRAFT",
            MessageFlags.DRAFT,
            "\\FLAGGED",
            MessageFlags.FLAGGED,
            "\\SEEN",
            MessageFlags.SEEN);
    /** All that a client can set. */
    static final int SETTABLE = MessageFlags.ALL & ~MessageFlags.RECENT;

    private FlagWords() {}

    static void write(Answer answer, int bits, Collection<String> keywords) throws IOException {
        write(answer, bits, keywords, "");
    }

    /** @param last one more word, {@code \*} of PERMANENTFLAGS */
    static void write(Answer answer, int bits, Collection<String> keywords, String last) throws IOException {
        answer.text("(");
        String between = "";
        for (int i = 0; i < BITS.length; i++) {
            if ((bits & BITS[i]) == 0) continue;
            answer.text(between).text(WORDS[i]);
            between = " ";
        }
        if (!keywords.isEmpty()) {
            for (var keyword : new TreeSet<>(keywords)) {
                answer.text(between).text(keyword);
                between = " ";
            }
        }
        if (!last.isEmpty()) answer.text(between).text(last);
        answer.text(")");
    }

    /** @throws Malformed for {@code \Recent}, which no client can set, and for system flags that there are not */
    static MessageFlags read(Arguments arguments) {
        var words = new LinkedHashSet<String>();
        if (arguments.isNext('(')) arguments.list(() -> words.add(word(arguments)));
        else do words.add(word(arguments)); while (arguments.skip(' ')); // store-att-flags without parentheses
        return of(words);
    }

    private static String word(Arguments arguments) {
        if (arguments.skip('\\')) return '\\' + arguments.atom();
        return arguments.atom();
    }

    static MessageFlags of(Collection<String> words) {
        int bits = 0;
        var keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (var word : words) {
            if (!word.startsWith("\\")) {
                if (word.length() > MessageFlags.MAX_KEYWORD_OCTETS) throw new Malformed("a keyword too long");
                keywords.add(word);
                continue;
            }
            Integer bit = BY_WORD.get(word.toUpperCase(Locale.ROOT));
            if (bit == null) throw new Malformed("a system flag that cannot be set");
            bits |= bit;
        }
        if (keywords.size() > MessageFlags.MAX_KEYWORDS) throw new Malformed("too many keywords");
        return new MessageFlags(bits, keywords);
    }
}
