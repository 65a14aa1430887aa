package org.wardpost.app.transfer;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The line {@code "From "} before each message of an mbox (RFC 4155 appendix A). Programs write it differently: with sender and date, with a number
 * and no date (Gmail), as {@code "From - "} with or without date and with no empty line before it (Netscape, Thunderbird); and some do not quote such
 * lines of a text.
 */
final class MboxSeparator {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern DATE = Pattern.compile(
            "[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\\d{1,2}) (\\d{2}:\\d{2}(?::\\d{2})?)(?: ([+-]\\d{4})| [A-Z]{3,4})? (\\d{4})(?: ([+-]\\d{4}))?\\s*$");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("d MMM yyyy H:mm[:ss]", Locale.ENGLISH);
    private static final Pattern SENDER = Pattern.compile("^From [^\\s@]+@\\S+\\s*$");
    private static final int LONGEST = 500;

    private MboxSeparator() {}

    /**
     * @param emptyBefore whether an empty line or the file's begin is before it
     * @param next the line after it, empty at the end of the file
     */
    static boolean begins(byte[] line, boolean emptyBefore, byte[] next) {
        if (!startsAt(line, 0) || line.length > LONGEST) {
            return false;
        }
        var known = isDashed(line) || DATE.matcher(text(line)).find();
        return emptyBefore ? known || (SENDER.matcher(text(line)).find() && isField(next)) : known && isField(next);
    }

    /** When the message came, if the line says so; without a zone it is UTC, as RFC 4155 wants it. */
    static Optional<Instant> date(byte[] line) {
        var match = DATE.matcher(text(line));
        if (!match.find()) {
            return Optional.empty();
        }
        var zone = match.group(4) != null ? match.group(4) : match.group(6);
        try {
            var local = LocalDateTime.parse(
                    match.group(2) + ' ' + match.group(1) + ' ' + match.group(5) + ' ' + match.group(3), FORMAT);
            return Optional.of(local.toInstant(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone)));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** Whether a line of a message needs one more {@code >} (mboxrd): it is {@code "From "} after any number of them. */
    static boolean needsQuoting(byte[] line) {
        return isQuoted(line, 0);
    }

    static byte[] unquoted(byte[] line) {
        return isQuoted(line, 1) ? Arrays.copyOfRange(line, 1, line.length) : line;
    }

    static boolean startsAt(byte[] line, int at) {
        return line.length >= at + FROM.length && Arrays.equals(line, at, at + FROM.length, FROM, 0, FROM.length);
    }

    private static boolean isQuoted(byte[] line, int least) {
        var at = 0;
        while (at < line.length && line[at] == '>') {
            at++;
        }
        return at >= least && startsAt(line, at);
    }

    private static boolean isDashed(byte[] line) {
        return line.length > FROM.length && line[FROM.length] == '-';
    }

    /** {@code name:}, RFC 5322 §2.2. */
    private static boolean isField(byte[] line) {
        var at = 0;
        while (at < line.length && line[at] > ' ' && line[at] < 127 && line[at] != ':') {
            at++;
        }
        return at > 0 && at < line.length && line[at] == ':';
    }

    private static String text(byte[] line) {
        return new String(line, 0, Math.min(line.length, LONGEST), StandardCharsets.ISO_8859_1);
    }
}
