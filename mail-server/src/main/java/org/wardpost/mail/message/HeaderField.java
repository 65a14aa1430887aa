package org.wardpost.mail.message;

import java.time.Instant;
import java.util.Optional;

/**
 * One field of a header block.
 *
 * @param name as written, without white space before the colon; empty for a line that is no field
 * @param start offset in the block of the name's first octet
 * @param end offset after the field's last line end
 * @param value unfolded (RFC 5322 §2.2.3) and stripped; one octet a char
 */
public record HeaderField(String name, int start, int end, String value) {
    public boolean is(String wanted) {
        return name.equalsIgnoreCase(wanted);
    }

    /** What the sender's clock showed, if the value is a date (RFC 5322 §3.3), told as if that had been UTC: SEARCH compares the day as
     * written, "disregarding time and timezone" (RFC 3501 §6.4.4). */
    public Optional<Instant> wallClock() {
        return SentDate.parse(value).map(moment -> moment.plus(SentDate.zone(value)));
    }

    /** The value as people read it: raw octets as UTF-8, encoded words decoded (RFC 2047). */
    public String text() {
        return EncodedWords.decoded(Octets.text(value));
    }
}
