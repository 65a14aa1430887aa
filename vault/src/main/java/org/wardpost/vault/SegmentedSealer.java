package org.wardpost.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Seals an object of unknown size as its bytes arrive, never holding more than one segment. What comes out is one shot if it
 * turns out to be small, segmented otherwise. Not thread-safe. After an exception, or when {@link #abandon()} was called, what was
 * written so far opens to nothing: its last segment is missing.
 */
public final class SegmentedSealer extends OutputStream {
    /** Most messages are smaller than a segment: its 64 KiB are allocated for those that need them. */
    private static final int FIRST_BUFFER = 16 * 1024;

    /** The header has its place before the first segment, and what is sealed takes the place of what was to be sealed: nothing
     * is copied, and a small object leaves in one write. */
    private static final int START = CommittingSeal.HEADER;

    private static final int END = START + CommittingSeal.SEGMENT;
    private static final int BUFFER = START + CommittingSeal.SEALED_SEGMENT;

    private static final byte[] ZERO_NONCE = new byte[12];

    private final byte[] key;
    private final byte[] context;
    private final int granularity;
    private final byte[] salt;
    private final OutputStream out;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private final byte[] tag = new byte[Aes.TAG];
    private int used = START; // where the next byte goes
    private long size;
    private long sealedSize;
    private long index;
    private CommittingSeal.@Nullable Derived derived;
    private boolean ended;
    private boolean failed;

    SegmentedSealer(byte[] key, byte[] context, int granularity, byte[] salt, OutputStream out) {
        this.key = key;
        this.context = context;
        this.granularity = granularity;
        this.salt = salt;
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        checkOpen();
        makeRoom(1);
        buffer[used++] = (byte) octet;
        size++;
        if (used == END) {
            segment(false);
        }
    }

    @Override
    public void write(byte[] bytes, int off, int len) throws IOException {
        java.util.Objects.checkFromIndexSize(off, len, bytes.length);
        checkOpen();
        size += len;
        while (len > 0) {
            int part = Math.min(len, END - used);
            makeRoom(part);
            System.arraycopy(bytes, off, buffer, used, part);
            used += part;
            off += part;
            len -= part;
            if (used == END) {
                segment(false); // never the last one: padding follows
            }
        }
    }

    /** Writes padding and the last segment, and flushes; leaves the stream below open. A second call does nothing. */
    public void finish() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        try {
            if (failed) {
                throw new IOException("An earlier write failed: what was written opens to nothing");
            }
            long padding = Padding.padded(size, granularity) - size;
            if (size + padding < CommittingSeal.SEGMENT) {
                oneShot((int) padding);
            } else {
                padAndEnd(padding);
            }
            out.flush();
        } finally {
            forget();
        }
    }

    /** Ends without writing the last segment, so that what was written so far can never be opened; leaves the stream below open. */
    public void abandon() {
        ended = true;
        forget();
    }

    /** {@link #finish()}, then closes the stream below. */
    @Override
    public void close() throws IOException {
        try (out) {
            finish();
        }
    }

    /** Bytes written into it so far. */
    public long size() {
        return size;
    }

    /** Sealed bytes written so far; after {@link #finish()} the length of the whole. */
    public long sealedSize() {
        return sealedSize;
    }

    /**
     * Salt and last authentication tag: what a row MAC covers ({@link SealedBytes#saltAndTag()}).
     * @throws IllegalStateException before {@link #finish()}
     */
    public byte[] saltAndTag() {
        if (!ended) {
            throw new IllegalStateException("Not finished yet");
        }
        return Bytes.join(salt, tag);
    }

    @Override
    public String toString() {
        return "SegmentedSealer[...]";
    }

    private void padAndEnd(long padding) throws IOException {
        makeRoom(END - used);
        buffer[used++] = (byte) 0x80;
        long zeros = padding - 1;
        while (true) {
            int part = (int) Math.min(zeros, END - used);
            Arrays.fill(buffer, used, used + part, (byte) 0);
            used += part;
            zeros -= part;
            if (zeros == 0) {
                segment(true);
                return;
            }
            segment(false);
        }
    }

    private void oneShot(int padding) throws IOException {
        makeRoom(padding + Aes.TAG);
        buffer[used] = (byte) 0x80;
        Arrays.fill(buffer, used + 1, used + padding, (byte) 0);
        used += padding;
        emit(CommittingSeal.ONE_SHOT, ZERO_NONCE);
    }

    private void segment(boolean last) throws IOException {
        if (index >= Segments.MOST) {
            throw new IOException("An object is too large to be sealed");
        }
        emit(CommittingSeal.SEGMENTED, Segments.nonce(index++, last));
    }

    /** Seals what is in the buffer; the first time its header goes along. */
    private void emit(byte version, byte[] nonce) throws IOException {
        failed = true; // until it is written: a last segment must not follow one that is missing
        int from = derived == null ? 0 : START;
        var with = derived == null ? begin(version) : derived;
        makeRoom(Aes.TAG);
        Aes.seal(with.key(), nonce, buffer, START, used - START, Aes.nothing(), buffer, START);
        System.arraycopy(buffer, used, tag, 0, Aes.TAG);
        int sealed = used + Aes.TAG - from;
        out.write(buffer, from, sealed);
        sealedSize += sealed;
        used = START;
        failed = false;
    }

    private CommittingSeal.Derived begin(byte version) {
        var now = CommittingSeal.derive(key, salt, context);
        derived = now;
        CommittingSeal.header(version, salt, now.commitment(), buffer);
        return now;
    }

    /** Room for {@code more} bytes, of a header and one sealed segment at most. */
    private void makeRoom(int more) {
        if (used + more > buffer.length) {
            var larger = Arrays.copyOf(buffer, Math.min(BUFFER, Math.max(used + more, 4 * buffer.length + Aes.TAG)));
            Aes.zero(buffer);
            buffer = larger;
        }
    }

    private void forget() {
        Aes.zero(key);
        Aes.zero(buffer);
        derived = null;
    }

    private void checkOpen() throws IOException {
        if (ended || failed) {
            throw new IOException(ended ? "Already finished" : "An earlier write failed");
        }
    }
}
