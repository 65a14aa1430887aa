package org.wardpost.store.collection;

import java.util.List;
import java.util.OptionalLong;
import org.wardpost.vault.RowMac;

/**
 * What a transaction does to a head: differences, and the MACs of rows and tombstones that went and came.
 *
 * @param modseqs how many modseqs were taken
 * @param uids how many UIDs were taken
 */
public record HeadChange(
        long modseqs,
        long uids,
        long total,
        long unseen,
        long deleted,
        long bytes,
        OptionalLong recentFrom,
        OptionalLong sweptModseq,
        List<RowMac> removed,
        List<RowMac> added) {
    /** Modseqs and nothing else. */
    public static HeadChange of(long modseqs, List<RowMac> removed, List<RowMac> added) {
        return new HeadChange(modseqs, 0, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty(), removed, added);
    }

    public HeadChange counting(long uids, long total, long unseen, long deleted, long bytes) {
        return new HeadChange(modseqs, uids, total, unseen, deleted, bytes, recentFrom, sweptModseq, removed, added);
    }

    public HeadChange recentFrom(long uid) {
        return new HeadChange(
                modseqs, uids, total, unseen, deleted, bytes, OptionalLong.of(uid), sweptModseq, removed, added);
    }

    public HeadChange swept(long modseq) {
        return new HeadChange(
                modseqs, uids, total, unseen, deleted, bytes, recentFrom, OptionalLong.of(modseq), removed, added);
    }
}
