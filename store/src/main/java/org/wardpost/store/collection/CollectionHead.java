package org.wardpost.store.collection;

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
        long recentFrom) {}
