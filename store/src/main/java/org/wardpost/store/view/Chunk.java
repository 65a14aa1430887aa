package org.wardpost.store.view;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.message.MailboxEntry;
import org.wardpost.store.message.MessageFlags;

/** At most {@link #MAX} messages in ascending UID, as arrays of primitives: about 90 bytes a message, and never changed. */
final class Chunk {
    static final int MAX = 256;
    /** In {@link #bits} beside the flags: this entry's row has a bad MAC. */
    static final int DAMAGED = 1 << 30;

    final int size;
    final long[] uids;
    final long[] modseqs;
    final int[] bits;
    final long[] sizes;
    final long[] internalDates;
    final long[] saveDates;
    final long[] ids; // object id, thread id: four longs a message
    final @Nullable Set<String> @Nullable [] keywords; // null when nobody in the chunk has one

    final int unseen;
    final int recent;
    final int deleted;
    final int damaged;
    final long bytes;
    final long maxModseq;

    private Chunk(Builder from) {
        size = from.used;
        uids = Arrays.copyOf(from.uids, size);
        modseqs = Arrays.copyOf(from.modseqs, size);
        bits = Arrays.copyOf(from.bits, size);
        sizes = Arrays.copyOf(from.sizes, size);
        internalDates = Arrays.copyOf(from.internalDates, size);
        saveDates = Arrays.copyOf(from.saveDates, size);
        ids = Arrays.copyOf(from.ids, 4 * size);
        keywords = from.anyKeywords ? Arrays.copyOf(from.keywords, size) : null;
        int notSeen = 0;
        int fresh = 0;
        int gone = 0;
        int bad = 0;
        long sum = 0;
        long newest = 0;
        for (int i = 0; i < size; i++) {
            notSeen += (bits[i] & MessageFlags.SEEN) == 0 ? 1 : 0;
            fresh += (bits[i] & MessageFlags.RECENT) != 0 ? 1 : 0;
            gone += (bits[i] & MessageFlags.DELETED) != 0 ? 1 : 0;
            bad += (bits[i] & DAMAGED) != 0 ? 1 : 0;
            sum += sizes[i];
            newest = Math.max(newest, modseqs[i]);
        }
        unseen = notSeen;
        recent = fresh;
        deleted = gone;
        damaged = bad;
        bytes = sum;
        maxModseq = newest;
    }

    long firstUid() {
        return uids[0];
    }

    long lastUid() {
        return uids[size - 1];
    }

    /** Where {@code uid} is, or {@code -(where it would be) - 1}. */
    int indexOf(long uid) {
        return Arrays.binarySearch(uids, 0, size, uid);
    }

    Set<String> keywordsAt(int index) {
        Set<String> some = keywords == null ? null : keywords[index];
        return some == null ? Set.of() : some;
    }

    UUID objectAt(int index) {
        return new UUID(ids[4 * index], ids[4 * index + 1]);
    }

    UUID threadAt(int index) {
        return new UUID(ids[4 * index + 2], ids[4 * index + 3]);
    }

    /** Heap it takes, roughly. */
    int weight() {
        return 160 + 84 * size + (keywords == null ? 0 : 64 * size);
    }

    /** Gathers entries in ascending UID. */
    static final class Builder {
        private final long[] uids = new long[MAX];
        private final long[] modseqs = new long[MAX];
        private final int[] bits = new int[MAX];
        private final long[] sizes = new long[MAX];
        private final long[] internalDates = new long[MAX];
        private final long[] saveDates = new long[MAX];
        private final long[] ids = new long[4 * MAX];

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
        private final @Nullable Set<String>[] keywords = new Set[MAX];

        private boolean anyKeywords;
        private int used;

        int size() {
            return used;
        }

        boolean full() {
            return used == MAX;
        }

        void copy(Chunk from, int index) {
            uids[used] = from.uids[index];
            modseqs[used] = from.modseqs[index];
            bits[used] = from.bits[index];
            sizes[used] = from.sizes[index];
            internalDates[used] = from.internalDates[index];
            saveDates[used] = from.saveDates[index];
            System.arraycopy(from.ids, 4 * index, ids, 4 * used, 4);
            keep(from.keywords == null ? null : from.keywords[index]);
        }

        void add(MailboxEntry row) {
            uids[used] = row.uid();
            modseqs[used] = row.modseq();
            bits[used] = row.bits() | (row.damaged() ? DAMAGED : 0);
            sizes[used] = row.size();
            internalDates[used] = row.internalDate();
            saveDates[used] = row.saveDate();
            ids[4 * used] = row.objectId().getMostSignificantBits();
            ids[4 * used + 1] = row.objectId().getLeastSignificantBits();
            ids[4 * used + 2] = row.threadId().getMostSignificantBits();
            ids[4 * used + 3] = row.threadId().getLeastSignificantBits();
            keep(row.keywords().isEmpty() ? null : row.keywords());
        }

        Chunk build() {
            var chunk = new Chunk(this);
            used = 0;
            anyKeywords = false;
            return chunk;
        }

        private void keep(@Nullable Set<String> some) {
            keywords[used++] = some;
            anyKeywords |= some != null;
        }
    }
}
