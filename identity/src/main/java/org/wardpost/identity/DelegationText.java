package org.wardpost.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wardpost.store.account.Delegation.Sending;

/** What a delegation gives, as an operator types and reads it. */
public final class DelegationText {
    /** What a member of a group may do in its mailboxes unless something else is said: all but change the access list. */
    public static final String MEMBER_RIGHTS = "lrswipkxte";

    private static final String LETTERS = MEMBER_RIGHTS + "a"; // RFC 4314 §2.1
    private static final String NO_RIGHTS = "none";

    private DelegationText() {}

    /**
     * The rights in mailboxes, each letter once and in one order.
     * @param typed letters of RFC 4314 §2.1, or {@code none}
     * @throws IllegalArgumentException if a letter is none of them; the message is a sentence for the person who typed it
     */
    public static String rights(String typed) {
        var letters = typed.strip();
        if (letters.equals(NO_RIGHTS)) {
            return "";
        }
        boolean known = letters.chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0);
        if (letters.isEmpty()
                || !known
                || letters.chars().distinct().count() < letters.length()) { // "all" is no letters
            throw new IllegalArgumentException("Rights are letters out of " + LETTERS
                    + ", such as lrs for reading, or \"none\": see docs/operations.md, \"Groups and delegates\".");
        }
        return LETTERS.chars()
                .filter(letter -> letters.indexOf(letter) >= 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** The opposite of {@link #rights}. */
    public static String shown(String rights) {
        return rights.isEmpty() ? NO_RIGHTS : rights;
    }

    /**
     * {@code none}, {@code on-behalf} or {@code as}.
     * @throws IllegalArgumentException if it is none of them; the message is a sentence for the person who typed it
     */
    public static Sending sending(String typed) {
        return Arrays.stream(Sending.values())
                .filter(sending -> shown(sending).equals(typed))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("What one may send is \"none\", \"on-behalf\" or \"as\"."));
    }

    /** The opposite of {@link #sending}. */
    public static String shown(Sending sending) {
        return sending.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
