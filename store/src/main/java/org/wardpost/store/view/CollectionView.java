package org.wardpost.store.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.message.MailboxCounters;
import org.wardpost.store.message.MailboxDelta;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;

/**
 * A mailbox at one modseq: which messages it has, in which order, with which flags. A value that never changes, shared by all
 * sessions; message sequence numbers are those of this view and no other. Look-ups cost O(log n).
 */
public final class CollectionView {
    private final CollectionId id;
    private final MailboxCounters counters;
    private final Chunk[] chunks;
    private final int[] starts; // messages before chunk i; one more entry at the end: all
    private final int recent;

    CollectionView(CollectionId id, MailboxCounters counters, Chunk[] chunks) {
        this.id = id;
        this.counters = counters;
        this.chunks = chunks;
        this.starts = new int[chunks.length + 1];
        for (int i = 0; i < chunks.length; i++) {
            starts[i + 1] = starts[i] + chunks[i].size;
        }
        this.recent = countRecent();
    }

    static CollectionView empty(CollectionId id, MailboxCounters counters) {
        return new CollectionView(id, counters, new Chunk[0]);
    }

    public CollectionId id() {
        return id;
    }

    public Modseq modseq() {
        return new Modseq(counters.modseq());
    }

    public long uidNext() {
        return counters.uidNext();
    }

    public long uidValidity() {
        return counters.uidValidity();
    }

    MailboxCounters counters() {
        return counters;
    }

    /** How many messages there are; the last one has this number. */
    public int size() {
        return starts[chunks.length];
    }

    /** @param msn message sequence number, 1 to {@link #size()} @throws IndexOutOfBoundsException otherwise */
    public long uidAt(int msn) {
        int chunk = chunkOf(msn);
        return chunks[chunk].uids[msn - 1 - starts[chunk]];
    }

    /** Its message sequence number, or 0 if there is no such message. */
    public int msnOf(long uid) {
        int at = position(uid);
        return at > 0 ? at : 0;
    }

    public boolean contains(long uid) {
        return position(uid) > 0;
    }

    /** Number of the first message whose UID is at least {@code uid}; {@code size() + 1} if there is none. */
    public int msnFrom(long uid) {
        int at = position(uid);
        return at > 0 ? at : -at;
    }

    /** UID of the last message, or 0 in an empty mailbox. */
    public long lastUid() {
        return chunks.length == 0 ? 0 : chunks[chunks.length - 1].lastUid();
    }

    public Modseq modseqAt(int msn) {
        int chunk = chunkOf(msn);
        return new Modseq(chunks[chunk].modseqs[msn - 1 - starts[chunk]]);
    }

    /** {@link MessageFlags} bits, \Recent as of this view. */
    public int flagBitsAt(int msn) {
        int chunk = chunkOf(msn);
        return bits(chunks[chunk], msn - 1 - starts[chunk]);
    }

    public Set<String> keywordsAt(int msn) {
        int chunk = chunkOf(msn);
        return chunks[chunk].keywordsAt(msn - 1 - starts[chunk]);
    }

    public MessageFlags flagsAt(int msn) {
        return new MessageFlags(flagBitsAt(msn), keywordsAt(msn));
    }

    /** Exact size in octets. */
    public long sizeAt(int msn) {
        int chunk = chunkOf(msn);
        return chunks[chunk].sizes[msn - 1 - starts[chunk]];
    }

    public Instant internalDateAt(int msn) {
        int chunk = chunkOf(msn);
        return Instant.ofEpochMilli(chunks[chunk].internalDates[msn - 1 - starts[chunk]]);
    }

    public Instant saveDateAt(int msn) {
        int chunk = chunkOf(msn);
        return Instant.ofEpochMilli(chunks[chunk].saveDates[msn - 1 - starts[chunk]]);
    }

    public UUID objectAt(int msn) {
        int chunk = chunkOf(msn);
        return chunks[chunk].objectAt(msn - 1 - starts[chunk]);
    }

    public UUID threadAt(int msn) {
        int chunk = chunkOf(msn);
        return chunks[chunk].threadAt(msn - 1 - starts[chunk]);
    }

    /** Whether the row of this message was changed from outside; reading it then answers an error. */
    public boolean damagedAt(int msn) {
        int chunk = chunkOf(msn);
        return (chunks[chunk].bits[msn - 1 - starts[chunk]] & Chunk.DAMAGED) != 0;
    }

    public ViewEntry entryAt(int msn) {
        int chunk = chunkOf(msn);
        return entry(chunk, msn - 1 - starts[chunk]);
    }

    public int unseen() {
        return sum(chunk -> chunk.unseen);
    }

    public int deleted() {
        return sum(chunk -> chunk.deleted);
    }

    public int recent() {
        return recent;
    }

    public int damaged() {
        return sum(chunk -> chunk.damaged);
    }

    /** Sum of exact sizes (RFC 8438). */
    public long bytes() {
        long all = 0;
        for (var chunk : chunks) {
            all += chunk.bytes;
        }
        return all;
    }

    /** Number of the first message without \Seen, or 0. */
    public int firstUnseen() {
        for (int c = 0; c < chunks.length; c++) {
            for (int i = 0; chunks[c].unseen > 0 && i < chunks[c].size; i++) {
                if ((chunks[c].bits[i] & MessageFlags.SEEN) == 0) {
                    return starts[c] + i + 1;
                }
            }
        }
        return 0;
    }

    /** Every UID, in ascending order. */
    public long[] uids() {
        var all = new long[size()];
        for (int c = 0; c < chunks.length; c++) {
            System.arraycopy(chunks[c].uids, 0, all, starts[c], chunks[c].size);
        }
        return all;
    }

    /** Those of {@code asked} that are messages here. */
    public UidSet existing(UidSet asked) {
        var found = new LongList();
        walk(asked, (c, i) -> found.add(chunks[c].uids[i]));
        return UidSet.of(found.toArray());
    }

    /** UIDs of messages that changed after {@code modseq}. */
    public UidSet changedSince(Modseq modseq) {
        var found = new LongList();
        for (var chunk : chunks) {
            for (int i = 0; chunk.maxModseq > modseq.value() && i < chunk.size; i++) {
                if (chunk.modseqs[i] > modseq.value()) {
                    found.add(chunk.uids[i]);
                }
            }
        }
        return UidSet.of(found.toArray());
    }

    public UidSet recentUids() {
        return UidSet.of(uidsWhere((chunk, i) -> (bits(chunk, i) & MessageFlags.RECENT) != 0));
    }

    /** UIDs of messages of which all {@code set} bits are set and no {@code unset} one. */
    public UidSet uidsWith(int set, int unset) {
        return UidSet.of(uidsWhere((chunk, i) -> {
            int bits = bits(chunk, i);
            return (bits & set) == set && (bits & unset) == 0;
        }));
    }

    /** Every keyword that some message has. */
    public Set<String> keywordsInUse() {
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (var chunk : chunks) {
            for (int i = 0; chunk.keywords != null && i < chunk.size; i++) {
                all.addAll(chunk.keywordsAt(i));
            }
        }
        return all;
    }

    /** Hands on the messages of {@code asked} that are here, in ascending UID. */
    public void each(UidSet asked, Consumer<ViewEntry> consumer) {
        walk(asked, (c, i) -> consumer.accept(entry(c, i)));
    }

    /** This mailbox after {@code delta}: costs O(changes), and a reference for each 256 messages. */
    CollectionView after(MailboxDelta delta) {
        return new CollectionView(id, delta.counters(), ViewMerge.merge(chunks, delta));
    }

    /** Heap it takes, roughly; chunks shared with older views are counted again. */
    int weight() {
        return 200 + sum(Chunk::weight);
    }

    Chunk[] chunks() {
        return chunks;
    }

    private ViewEntry entry(int c, int i) {
        var chunk = chunks[c];
        return new ViewEntry(
                starts[c] + i + 1,
                chunk.uids[i],
                new Modseq(chunk.modseqs[i]),
                new MessageFlags(bits(chunk, i), chunk.keywordsAt(i)),
                chunk.sizes[i],
                Instant.ofEpochMilli(chunk.internalDates[i]),
                Instant.ofEpochMilli(chunk.saveDates[i]),
                chunk.objectAt(i),
                chunk.threadAt(i),
                (chunk.bits[i] & Chunk.DAMAGED) != 0);
    }

    private int bits(Chunk chunk, int i) {
        int bits = chunk.bits[i] & MessageFlags.ALL;
        return chunk.uids[i] < counters.recentFrom() ? bits & ~MessageFlags.RECENT : bits;
    }

    /** Looks into the one chunk that is partly old. */
    private int countRecent() {
        int count = 0;
        for (int c = chunks.length - 1; c >= 0 && chunks[c].lastUid() >= counters.recentFrom(); c--) {
            count += chunks[c].firstUid() >= counters.recentFrom() ? chunks[c].recent : recentIn(chunks[c]);
        }
        return count;
    }

    private int recentIn(Chunk chunk) {
        int count = 0;
        for (int i = 0; i < chunk.size; i++) {
            count += (bits(chunk, i) & MessageFlags.RECENT) != 0 ? 1 : 0;
        }
        return count;
    }

    private int chunkOf(int msn) {
        if (msn < 1 || msn > size()) {
            throw new IndexOutOfBoundsException("message " + msn + " of " + size());
        }
        int found = Arrays.binarySearch(starts, msn - 1);
        return found >= 0 ? found : -found - 2;
    }

    /** Its number, or minus the number that the next one has. */
    private int position(long uid) {
        int low = 0;
        int high = chunks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle].lastUid() < uid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        if (low == chunks.length) {
            return -(size() + 1);
        }
        int index = chunks[low].indexOf(uid);
        return index >= 0 ? starts[low] + index + 1 : -(starts[low] - index);
    }

    private interface Visitor {
        void at(int chunk, int index);
    }

    private void walk(UidSet asked, Visitor visitor) {
        for (int r = 0; r < asked.rangeCount(); r++) {
            walk(asked.range(r), visitor);
        }
    }

    private void walk(UidSet.Range range, Visitor visitor) {
        int first = msnFrom(range.first());
        if (first > size()) {
            return;
        }
        int c = chunkOf(first);
        for (int i = first - 1 - starts[c]; c < chunks.length; c++, i = 0) {
            for (; i < chunks[c].size; i++) {
                if (chunks[c].uids[i] > range.last()) {
                    return;
                }
                visitor.at(c, i);
            }
        }
    }

    private interface Test {
        boolean of(Chunk chunk, int index);
    }

    private long[] uidsWhere(Test test) {
        var found = new LongList();
        for (var chunk : chunks) {
            for (int i = 0; i < chunk.size; i++) {
                if (test.of(chunk, i)) {
                    found.add(chunk.uids[i]);
                }
            }
        }
        return found.toArray();
    }

    private int sum(ToIntFunction<Chunk> of) {
        int all = 0;
        for (var chunk : chunks) {
            all += of.applyAsInt(chunk);
        }
        return all;
    }
}
