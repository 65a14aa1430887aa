package org.wardpost.mail.imap;

/** A pattern of LIST (RFC 3501 §6.3.8): {@code *} is anything, {@code %} anything within a level. Matches in linear time for
 * each star: a pattern cannot be made to cost more than its length times the name's. */
record ListPattern(String text, char delimiter) {
    ListPattern {
        text = text.replaceAll("\\*[*%]*\\*|\\*%+|%+\\*", "*")
                .replaceAll("\\*{2,}", "*")
                .replaceAll("%{2,}", "%");
        if (text.length() > 0
                && (text.equalsIgnoreCase("INBOX") || text.regionMatches(true, 0, "INBOX" + delimiter, 0, 6))) {
            text = "INBOX" + text.substring(5);
        }
    }

    boolean matches(String name) {
        boolean[] reach =
                new boolean[name.length() + 1]; // reach[i]: the pattern so far can stand for the first i characters
        reach[0] = true;
        for (int p = 0; p < text.length(); p++) {
            char c = text.charAt(p);
            boolean[] next = new boolean[name.length() + 1];
            boolean open = false;
            for (int i = 0; i <= name.length(); i++) {
                if (c == '*' || c == '%') {
                    if (c == '%' && i > 0 && name.charAt(i - 1) == delimiter) open = false;
                    open |= reach[i];
                    next[i] = open;
                } else {
                    next[i] = i > 0 && reach[i - 1] && name.charAt(i - 1) == c;
                }
            }
            reach = next;
        }
        return reach[name.length()];
    }
}
