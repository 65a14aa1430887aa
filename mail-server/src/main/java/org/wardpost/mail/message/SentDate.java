package org.wardpost.mail.message;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;

/** The {@code Date} field of a message (RFC 5322 §3.6.1, with the obsolete zones). */
final class SentDate {
    private SentDate() {}

    static Optional<Instant> of(HeaderBlock header) {
        return header.value("Date").flatMap(SentDate::parse);
    }

    /** The moment that a date-time of any field names. */
    static Optional<Instant> parse(String value) {
        try {
            var field = DateTimeFieldLenientImpl.PARSER.parse(new RawField("Date", value), DecodeMonitor.SILENT);
            return Optional.ofNullable(field.getDate()).map(Date::toInstant);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
