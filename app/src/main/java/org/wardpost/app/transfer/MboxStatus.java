package org.wardpost.app.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.wardpost.store.message.MessageFlags;

/** Flags that programs keep in the header of a message in an mbox: {@code Status}, {@code X-Status} (mutt, Dovecot), {@code X-Mozilla-Status}. */
final class MboxStatus {
    private static final int MOZILLA_READ = 0x1;
    private static final int MOZILLA_REPLIED = 0x2;
    private static final int MOZILLA_MARKED = 0x4;
    private static final int MOZILLA_EXPUNGED = 0x8;

    private MboxStatus() {}

    /** @return {@link MessageFlags} bits that this field of the header means */
    static int flags(byte[] line) {
        var colon = colon(line);
        if (colon < 0) {
            return 0;
        }
        var value = new String(line, colon + 1, line.length - colon - 1, StandardCharsets.US_ASCII).strip();
        return switch (new String(line, 0, colon, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT)) {
            case "status" -> value.contains("R") ? MessageFlags.SEEN : 0;
            case "x-status" -> letters(value);
            case "x-mozilla-status" -> mozilla(value);
            default -> 0;
        };
    }

    private static int colon(byte[] line) {
        for (var at = 0; at < line.length && at <= "X-Mozilla-Status".length(); at++) {
            if (line[at] == ':') {
                return at;
            }
        }
        return -1;
    }

    private static int letters(String value) {
        return (value.contains("A") ? MessageFlags.ANSWERED : 0)
                | (value.contains("F") ? MessageFlags.FLAGGED : 0)
                | (value.contains("T") ? MessageFlags.DRAFT : 0)
                | (value.contains("D") ? MessageFlags.DELETED : 0);
    }

    private static int mozilla(String value) {
        int bits;
        try {
            bits = Integer.parseInt(value, 16);
        } catch (NumberFormatException none) {
            return 0;
        }
        return ((bits & MOZILLA_READ) != 0 ? MessageFlags.SEEN : 0)
                | ((bits & MOZILLA_REPLIED) != 0 ? MessageFlags.ANSWERED : 0)
                | ((bits & MOZILLA_MARKED) != 0 ? MessageFlags.FLAGGED : 0)
                | ((bits & MOZILLA_EXPUNGED) != 0 ? MessageFlags.DELETED : 0);
    }
}
