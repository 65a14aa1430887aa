package org.wardpost.mail.search;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.james.mailbox.model.SearchQuery.DateOperator;
import org.apache.james.mailbox.model.SearchQuery.DateResolution;

/** Compares moments as coarsely as the query says, in UTC. */
final class DateCondition {
    private DateCondition() {}

    static boolean matches(DateOperator operator, Instant found) {
        var resolution = operator.getDateResultion();
        var moment = cut(found, resolution);
        var asked = cut(operator.getDate().toInstant(), resolution);
        return switch (operator.getType()) {
            case BEFORE -> moment.isBefore(asked);
            case AFTER -> moment.isAfter(asked);
            case ON -> moment.isEqual(asked);
        };
    }

    private static ZonedDateTime cut(Instant moment, DateResolution resolution) {
        var utc = moment.atZone(ZoneOffset.UTC);
        return switch (resolution) {
            case Second -> utc.truncatedTo(ChronoUnit.SECONDS);
            case Minute -> utc.truncatedTo(ChronoUnit.MINUTES);
            case Hour -> utc.truncatedTo(ChronoUnit.HOURS);
            case Day -> utc.truncatedTo(ChronoUnit.DAYS);
            case Month -> utc.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case Year -> utc.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
        };
    }
}
