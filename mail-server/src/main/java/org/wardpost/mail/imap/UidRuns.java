package org.wardpost.mail.imap;

/** UIDs in the order in which they came, ascending runs written short: the n-th source is the n-th target (RFC 4315 §4). */
final class UidRuns {
    private final StringBuilder text = new StringBuilder();
    private long first = -1;
    private long last = -1;

    void add(long uid) {
        if (uid == last + 1 && last > 0) {
            last = uid;
            return;
        }
        flush();
        first = uid;
        last = uid;
    }

    private void flush() {
        if (first < 0) return;
        if (!text.isEmpty()) text.append(',');
        text.append(first);
        if (last > first) text.append(':').append(last);
        first = -1;
        last = -1;
    }

    @Override
    public String toString() {
        flush();
        return text.toString();
    }
}
