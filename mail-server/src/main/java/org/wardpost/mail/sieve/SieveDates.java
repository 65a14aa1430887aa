package org.wardpost.mail.sieve;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.JulianFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Dates of {@code date} and {@code currentdate} (RFC 5260 §4). */
final class SieveDates {
    /** {@code Fri, 21 Nov 1997 09:55:06 -0600} with what old mail does to it (RFC 5322 §3.3, §4.3). */
    private static final Pattern DATE = Pattern.compile(
            "(?:[A-Za-z]+\\s*,?\\s*)?(\\d{1,2})[\\s-]+([A-Za-z]{3})[A-Za-z]*[\\s-]+(\\d{2,4})\\s+(\\d{1,2})\\s*:\\s*(\\d{2})"
                    + "(?:\\s*:\\s*(\\d{2}))?\\s*([+-]\\d{4}|[A-Za-z]{1,5})?.*",
            Pattern.DOTALL);

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> ZONES =
            Map.of("EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7);

    private SieveDates() {}

    /** A part of a date by its name (§4.2). */
    record DatePart(String name) {
        String of(ZonedDateTime date) {
            return switch (name) {
                case "year" -> format(date, "yyyy");
                case "month" -> format(date, "MM");
                case "day" -> format(date, "dd");
                case "date" -> format(date, "yyyy-MM-dd");
                case "julian" -> Long.toString(date.getLong(JulianFields.MODIFIED_JULIAN_DAY));
                case "hour" -> format(date, "HH");
                case "minute" -> format(date, "mm");
                case "second" -> format(date, "ss");
                case "time" -> format(date, "HH:mm:ss");
                case "iso8601" -> format(date, "yyyy-MM-dd'T'HH:mm:ssxxx");
                case "std11" -> format(date, "EEE, dd MMM yyyy HH:mm:ss xx");
                case "zone" -> format(date, "xx");
                default -> Integer.toString(date.getDayOfWeek().getValue() % 7); // weekday, 0 is Sunday
            };
        }

        private static String format(ZonedDateTime date, String pattern) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(date);
        }
    }

    static DatePart part(Arguments arguments) throws SieveSyntaxException {
        var name = arguments.string("a part of a date").toLowerCase(Locale.ROOT);
        var known = List.of(
                "year", "month", "day", "date", "julian", "hour", "minute", "second", "time", "iso8601", "std11",
                "zone", "weekday");
        if (!known.contains(name)) throw arguments.error("unknown part of a date");
        return new DatePart(name);
    }

    /** {@code :zone} or {@code :originalzone}; without both, UTC: the server has no better zone for its users. */
    static UnaryOperator<ZonedDateTime> zone(Arguments arguments, boolean original) throws SieveSyntaxException {
        boolean asIs = original && arguments.tag("originalzone");
        var zone = arguments.tagString("zone");
        if (asIs && zone.isPresent()) throw arguments.error(":zone and :originalzone exclude each other");
        if (asIs) return date -> date;
        if (zone.isEmpty()) return date -> date.withZoneSameInstant(ZoneOffset.UTC);
        if (!zone.get().matches("[+-][0-9]{4}")) throw arguments.error("a zone looks like +0100");
        try {
            var offset = ZoneOffset.of(zone.get());
            return date -> date.withZoneSameInstant(offset);
        } catch (DateTimeException e) {
            throw arguments.error("no such zone");
        }
    }

    /** The date of a field; in Received it stands behind the last semicolon. */
    static Optional<ZonedDateTime> parse(String value) {
        var text = value.substring(value.lastIndexOf(';') + 1)
                .replaceAll("\\([^()]*\\)", " ")
                .strip();
        var found = DATE.matcher(text);
        if (!found.matches()) return Optional.empty();
        int month = MONTHS.indexOf(found.group(2).toLowerCase(Locale.ROOT)) + 1;
        try {
            int second = found.group(6) == null ? 0 : Math.min(59, Integer.parseInt(found.group(6)));
            return Optional.of(ZonedDateTime.of(
                    year(found.group(3)),
                    month,
                    Integer.parseInt(found.group(1)),
                    Integer.parseInt(found.group(4)),
                    Integer.parseInt(found.group(5)),
                    second,
                    0,
                    offset(found.group(7))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** RFC 5322 §4.3. */
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        if (digits.length() == 2) return year < 50 ? 2000 + year : 1900 + year;
        return digits.length() == 3 ? 1900 + year : year;
    }

    private static ZoneOffset offset(@org.jspecify.annotations.Nullable String zone) {
        if (zone == null) return ZoneOffset.UTC;
        if (zone.length() == 5 && !Character.isLetter(zone.charAt(0))) return ZoneOffset.of(zone);
        return ZoneOffset.ofHours(ZONES.getOrDefault(zone.toUpperCase(Locale.ROOT), 0));
    }
}
