package org.wardpost.vault;

import java.io.InputStream;

/** A range of a {@link SealedReader}. Skipping opens nothing. Closing it leaves the reader open, which others read too. */
final class SealedRange extends InputStream {
    private final SealedReader reader;
    private final long to;
    private final byte[] one = new byte[1];
    private long at;

    SealedRange(SealedReader reader, long from, long to) {
        this.reader = reader;
        this.at = from;
        this.to = to;
    }

    @Override
    public int read() {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) {
        if (len == 0) {
            return 0;
        }
        if (at >= to) {
            return -1;
        }
        int got = reader.read(at, b, off, (int) Math.min(len, to - at));
        at += Math.max(got, 0);
        return got <= 0 ? -1 : got;
    }

    @Override
    public long skip(long n) {
        long skipped = Math.clamp(n, 0, to - at);
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, to - at);
    }
}
