package org.wardpost.store.message;

import java.util.Set;
import java.util.TreeSet;

/**
 * The flags of one message (RFC 9051 §2.3.2). System flags are bits and lie clear in the database; keywords lie sealed.
 * @param keywords case is kept as it was first set; at most 128 of at most 255 octets in UTF-8
 */
public record MessageFlags(int bits, Set<String> keywords) {
    public static final int SEEN = 1;
    public static final int ANSWERED = 2;
    public static final int FLAGGED = 4;
    public static final int DELETED = 8;
    public static final int DRAFT = 16;
    public static final int RECENT = 32;
    /** Every bit there is. */
    public static final int ALL = SEEN | ANSWERED | FLAGGED | DELETED | DRAFT | RECENT;

    public static final int MAX_KEYWORDS = 128;
    public static final int MAX_KEYWORD_OCTETS = 255;
    public static final MessageFlags NONE = new MessageFlags(0, Set.of());

    public MessageFlags {
        if ((bits & ~ALL) != 0) {
            throw new IllegalArgumentException("unknown flag bits: " + Integer.toBinaryString(bits));
        }
        keywords = Set.copyOf(keywords);
    }

    public static MessageFlags of(int bits, String... keywords) {
        return new MessageFlags(bits, Set.of(keywords));
    }

    public boolean has(int flag) {
        return (bits & flag) == flag;
    }

    public boolean seen() {
        return has(SEEN);
    }

    public boolean deleted() {
        return has(DELETED);
    }

    public boolean recent() {
        return has(RECENT);
    }

    public MessageFlags with(MessageFlags added) {
        return new MessageFlags(bits | added.bits, union(keywords, added.keywords));
    }

    /** Keywords are compared without regard to ASCII case (RFC 9051 §2.3.2). */
    public MessageFlags without(MessageFlags removed) {
        return new MessageFlags(bits & ~removed.bits, difference(keywords, removed.keywords));
    }

    public MessageFlags withBits(int newBits) {
        return newBits == bits ? this : new MessageFlags(newBits, keywords);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        if (other.isEmpty()) {
            return one;
        }
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(one);
        all.addAll(other);
        return all;
    }

    private static Set<String> difference(Set<String> one, Set<String> other) {
        if (other.isEmpty() || one.isEmpty()) {
            return one;
        }
        var rest = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        rest.addAll(one);
        other.forEach(rest::remove);
        return rest;
    }

    /** Bits only: keywords are content and never printed. */
    @Override
    public String toString() {
        return "MessageFlags[" + Integer.toBinaryString(bits) + ", " + keywords.size() + " keywords]";
    }
}
