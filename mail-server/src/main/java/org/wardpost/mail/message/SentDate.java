package org.wardpost.mail.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;

/** The {@code Date} field of a message (RFC 5322 §3.6.1, with the obsolete zones). */
final class SentDate {
    private static final Pattern ZONE = Pattern.compile("\\s(?:([+-])(\\d\\d)(\\d\\d)|([ECMP])([SD])T)(?=\\s|\\(|$)");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int STANDARD_EAST = 5; // hours that EST is behind; CST, MST and PST follow

    private SentDate() {}

    static Optional<Instant> of(HeaderBlock header) {
        return header.value("Date").flatMap(SentDate::parse);
    }

    /** As mime4j's parser wants it: one space everywhere, where Postfix pads the day with two, and no leap second. */
    private static String plain(String value) {
        return SPACE.matcher(value)
                .replaceAll(" ")
                .replace(", ", ",")
                .replace(",", ", ")
                .replace(":60 ", ":59 ");
    }

    /** How far the zone of a date-time is ahead of UTC; zero for one that says nothing (RFC 5322 §4.3). */
    static Duration zone(String value) {
        var zone = ZONE.matcher(value);
        if (!zone.find()) return Duration.ZERO;
        if (zone.group(1) == null) {
            long behind = STANDARD_EAST
                    + "ECMP".indexOf(zone.group(4))
                    - (zone.group(5).equals("D") ? 1 : 0);
            return Duration.ofHours(-behind);
        }
        var ahead = Duration.ofHours(Integer.parseInt(zone.group(2))).plusMinutes(Integer.parseInt(zone.group(3)));
        return zone.group(1).equals("-") ? ahead.negated() : ahead;
    }

    /** The moment that a date-time of any field names. */
    static Optional<Instant> parse(String value) {
        try {
            var field = DateTimeFieldLenientImpl.PARSER.parse(new RawField("Date", plain(value)), DecodeMonitor.SILENT);
            return Optional.ofNullable(field.getDate()).map(Date::toInstant);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
