package org.wardpost.mail.imap;

import org.jspecify.annotations.Nullable;

/** {@code {n}}, {@code {n+}} (RFC 7888) or {@code ~{n}} (RFC 3516) at the end of a line.
 *
 * @param octets {@link Long#MAX_VALUE} for any number too large to be one
 * @param synchronizing the client waits for our continuation request */
record LiteralHeader(long octets, boolean synchronizing) {
    /** @return null if the line in {@code bytes} from {@code start} to {@code end} does not end in one */
    static @Nullable LiteralHeader at(byte[] bytes, int start, int end) {
        int i = end - 1;
        if (i >= start && bytes[i] == '\n') i--;
        if (i >= start && bytes[i] == '\r') i--;
        if (i < start || bytes[i] != '}') return null;
        i--;
        boolean synchronizing = i < start || bytes[i] != '+';
        if (!synchronizing) i--;
        int digits = i;
        while (i >= start && bytes[i] >= '0' && bytes[i] <= '9') i--;
        if (i == digits || i < start || bytes[i] != '{') return null;
        return new LiteralHeader(number(bytes, i + 1, digits + 1), synchronizing);
    }

    private static long number(byte[] bytes, int from, int to) {
        long n = 0;
        for (int i = from; i < to; i++) {
            if (n > (Long.MAX_VALUE - 9) / 10) return Long.MAX_VALUE;
            n = n * 10 + (bytes[i] - '0');
        }
        return n;
    }
}
