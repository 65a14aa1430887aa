package org.wardpost.vault;

import java.io.InputStream;

/** A {@link SealedReader} read from its first byte on. */
final class SealedInputStream extends InputStream {
    private final SealedReader reader;
    private long at;

    SealedInputStream(SealedReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) {
        int got = reader.read(at, b, off, len);
        at += Math.max(got, 0);
        return got;
    }

    @Override
    public long skip(long n) {
        long skipped = Math.clamp(n, 0, reader.size() - at);
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, reader.size() - at);
    }

    @Override
    public void close() {
        reader.close();
    }
}
