package org.wardpost.store.collection;

import java.util.Optional;
import org.wardpost.store.Modseq;

/**
 * The counters of a collection.
 *
 * @param uidNext the UID of the next message
 * @param total items or messages
 * @param unseen without {@code \Seen}
 * @param deleted with {@code \Deleted}
 * @param bytes padded sizes together
 * @param sweptModseq removals up to it are forgotten
 * @param recentFrom UIDs from it on are {@code \Recent}
 * @param rewrapping how far rows of earlier epochs have come, empty if all are of the collection's epoch
 */
public record CollectionHead(
        Modseq modseq,
        long uidNext,
        long uidValidity,
        long total,
        long unseen,
        long deleted,
        long bytes,
        Modseq sweptModseq,
        long recentFrom,
        Optional<Rewrapping> rewrapping) {
    public CollectionHead withUidValidity(long other) {
        return new CollectionHead(
                modseq, uidNext, other, total, unseen, deleted, bytes, sweptModseq, recentFrom, rewrapping);
    }

    /** As its rows were counted anew. */
    public CollectionHead counted(Modseq newModseq, long newTotal, long newUnseen, long newDeleted, long newBytes) {
        return new CollectionHead(
                newModseq,
                uidNext,
                uidValidity,
                newTotal,
                newUnseen,
                newDeleted,
                newBytes,
                sweptModseq,
                recentFrom,
                rewrapping);
    }

    CollectionHead withRewrapping(Optional<Rewrapping> other) {
        return new CollectionHead(
                modseq, uidNext, uidValidity, total, unseen, deleted, bytes, sweptModseq, recentFrom, other);
    }
}
