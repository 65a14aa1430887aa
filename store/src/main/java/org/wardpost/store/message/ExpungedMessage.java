package org.wardpost.store.message;

import java.time.Instant;
import java.util.UUID;
import org.wardpost.store.Modseq;

/** A message that is gone; {@code modseq} is that of its tombstone. */
public record ExpungedMessage(
        long uid,
        Modseq modseq,
        MessageFlags flags,
        long size,
        Instant internalDate,
        Instant saveDate,
        UUID objectId,
        UUID threadId) {}
