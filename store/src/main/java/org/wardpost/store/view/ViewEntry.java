package org.wardpost.store.view;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.Modseq;
import org.wardpost.store.message.MessageFlags;

/**
 * One message as a view shows it.
 * @param msn message sequence number, from 1
 * @param size exact, in octets; 0 in a damaged entry
 * @param damaged the row was changed from outside: reading the message answers an error
 */
public record ViewEntry(
        int msn,
        long uid,
        Modseq modseq,
        MessageFlags flags,
        long size,
        Instant internalDate,
        Instant saveDate,
        UUID objectId,
        UUID threadId,
        boolean damaged) {
    /** Keywords are left out by {@link MessageFlags#toString}. */
    public Set<String> keywords() {
        return flags.keywords();
    }
}
