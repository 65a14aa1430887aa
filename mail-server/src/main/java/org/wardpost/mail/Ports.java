package org.wardpost.mail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TCP ports by the name of what listens there. In settings 0 means "any free port" and a missing name means "not served";
 * what {@link MailServer#ports()} returns are the numbers really bound.
 */
public record Ports(Map<String, Integer> numbers) {
    public static final String SMTP = "smtp";
    public static final String LMTP = "lmtp";
    public static final String IMAP = "imap";
    public static final String IMAPS = "imaps";
    public static final String SUBMISSION = "submission";
    public static final String SUBMISSIONS = "submissions";
    public static final String MANAGESIEVE = "managesieve";

    /** Every name, in the order in which they are printed. */
    public static final List<String> NAMES = List.of(SMTP, LMTP, IMAP, IMAPS, SUBMISSION, SUBMISSIONS, MANAGESIEVE);

    public Ports {
        numbers = Map.copyOf(numbers);
        for (var entry : numbers.entrySet()) {
            if (!NAMES.contains(entry.getKey()) || entry.getValue() < 0 || entry.getValue() > 65_535)
                throw new IllegalArgumentException("No such port: " + entry.getKey() + " " + entry.getValue());
        }
    }

    /** The standard numbers, each plus {@code offset}. */
    public static Ports standard(int offset) {
        return new Ports(Map.of(
                SMTP, 25 + offset,
                LMTP, 24 + offset,
                IMAP, 143 + offset,
                IMAPS, 993 + offset,
                SUBMISSION, 587 + offset,
                SUBMISSIONS, 465 + offset,
                MANAGESIEVE, 4190 + offset));
    }

    /** A free port for each name. */
    public static Ports anyFree() {
        var all = new LinkedHashMap<String, Integer>();
        NAMES.forEach(name -> all.put(name, 0));
        return new Ports(all);
    }

    /** @throws IllegalArgumentException when nothing is served under that name */
    public int of(String name) {
        var number = numbers.get(name);
        if (number == null) throw new IllegalArgumentException("Not served: " + name);
        return number;
    }

    public boolean serves(String name) {
        return numbers.containsKey(name);
    }
}
