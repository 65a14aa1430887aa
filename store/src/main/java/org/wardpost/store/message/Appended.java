package org.wardpost.store.message;

import java.time.Instant;
import java.util.UUID;
import org.wardpost.store.Modseq;

/**
 * A message that is durable in its mailbox.
 * @param duplicate nothing was appended, because this delivery id had been; the other values are then those of the first time,
 *     or UID 0 if that message is no longer there
 */
public record Appended(
        long uid, Modseq modseq, UUID threadId, UUID objectId, long size, Instant saveDate, boolean duplicate) {}
