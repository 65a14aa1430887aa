package org.wardpost.store.message;

import java.time.Instant;
import java.util.UUID;
import org.wardpost.store.Modseq;

/** One message that was copied or moved. {@code size} is exact; {@code flags} are the target's. */
public record CopyResult(
        long sourceUid,
        long targetUid,
        Modseq targetModseq,
        MessageFlags flags,
        long size,
        Instant internalDate,
        Instant saveDate,
        UUID objectId,
        UUID threadId) {}
