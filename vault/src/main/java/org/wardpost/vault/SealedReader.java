package org.wardpost.vault;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Opens a sealed object at any place. It holds one segment; nothing of a segment is released before its tag has passed, and the
 * object's end is authenticated before its size is told. Not thread-safe.
 */
public final class SealedReader implements AutoCloseable {
    private static final byte[] ZERO_NONCE = new byte[12];

    private final Optional<UUID> object;
    private final SealedSource source;
    private final CommittingSeal.Derived derived;
    private final boolean segmented;
    private final long segments;
    private byte[] segment = {};
    private long segmentIndex = -1;
    private long size;
    private Consumer<TamperedException> damaged = _ -> {};

    /** @param knownSize what the store knows to be the size, or -1 to find it from the padding */
    SealedReader(byte[] key, byte[] context, Optional<UUID> object, SealedSource source, long knownSize) {
        this.object = object;
        this.source = source;
        this.size = knownSize;
        try {
            var header = new byte[CommittingSeal.HEADER + Aes.TAG + 1];
            source.read(0, header, 0, (int) Math.min(header.length, source.length()));
            CommittingSeal.checkHeader(
                    source.length() < header.length ? Arrays.copyOf(header, (int) source.length()) : header);
            this.derived = CommittingSeal.checked(key, header, context);
            this.segmented = header[0] == CommittingSeal.SEGMENTED;
            this.segments = Segments.count(source.length());
            if (!segmented && source.length() >= CommittingSeal.HEADER + CommittingSeal.SEALED_SEGMENT) {
                throw new TamperedException("A one-shot seal is too long");
            }
        } catch (TamperedException e) {
            throw named(e);
        } finally {
            Aes.zero(key);
        }
    }

    /** @param listener hears of what is not as it was sealed, before it is thrown @return this */
    public SealedReader telling(Consumer<TamperedException> listener) {
        damaged = listener;
        return this;
    }

    /**
     * Bytes of the object, without padding.
     * @throws TamperedException if its last segments are not as they were sealed
     */
    public long size() {
        if (size < 0) {
            size = findSize();
        }
        return size;
    }

    /**
     * Reads up to {@code len} bytes from {@code offset}, as many as there are.
     * @return how many; -1 at or behind the end
     * @throws TamperedException if a segment is not as it was sealed; {@code b} then holds only bytes of good segments
     */
    public int read(long offset, byte[] b, int off, int len) {
        java.util.Objects.checkFromIndexSize(off, len, b.length);
        if (offset < 0) {
            throw new IllegalArgumentException("Negative offset");
        }
        long end = Math.min(size(), offset + len);
        if (offset >= end) {
            return len == 0 ? 0 : -1;
        }
        for (long at = offset; at < end; ) {
            load(at / CommittingSeal.SEGMENT);
            int from = (int) (at % CommittingSeal.SEGMENT);
            int part = (int) Math.min(end - at, segment.length - from);
            if (part <= 0) {
                throw named(new TamperedException("Sealed bytes end too early"));
            }
            System.arraycopy(segment, from, b, off + (int) (at - offset), part);
            at += part;
        }
        return (int) (end - offset);
    }

    /** The object from its first byte, as a stream over this reader. */
    public InputStream stream() {
        return new SealedInputStream(this);
    }

    /**
     * The bytes from {@code from} up to, not including, {@code to} as a stream; closing it leaves this reader open.
     * @param to at most {@link #size()}
     */
    public InputStream range(long from, long to) {
        return new SealedRange(this, from, to);
    }

    /** Forgets the key and the segment it holds. */
    @Override
    public void close() {
        Aes.zero(segment);
        segment = new byte[0];
        segmentIndex = -1;
    }

    @Override
    public String toString() {
        return "SealedReader[...]";
    }

    private long findSize() {
        for (long index = segments - 1; index >= 0; index--) {
            load(index);
            int mark = mark();
            if (mark >= 0) {
                return index * CommittingSeal.SEGMENT + mark;
            }
        }
        throw named(new TamperedException("Sealed bytes have no padding"));
    }

    private int mark() {
        try {
            return Padding.mark(segment, segment.length);
        } catch (TamperedException e) {
            throw named(e);
        }
    }

    private void load(long index) {
        if (index == segmentIndex) {
            return;
        }
        long from = CommittingSeal.HEADER + index * CommittingSeal.SEALED_SEGMENT;
        var sealed = new byte[(int) Math.min(CommittingSeal.SEALED_SEGMENT, source.length() - from)];
        try {
            source.read(from, sealed, 0, sealed.length);
            var nonce = segmented ? Segments.nonce(index, index == segments - 1) : ZERO_NONCE;
            var opened = Aes.open(derived.key(), nonce, sealed, 0, sealed.length);
            Aes.zero(segment);
            segment = opened;
            segmentIndex = index;
        } catch (TamperedException e) {
            throw named(e);
        }
    }

    private TamperedException named(TamperedException e) {
        var named = object.isEmpty() || e.object().isPresent()
                ? e
                : new TamperedException(object.get(), String.valueOf(e.getMessage()));
        damaged.accept(named);
        return named;
    }
}
