package org.wardpost.mail.search;

import java.io.InputStream;
import org.wardpost.vault.SealedReader;

/** A range of a sealed object as a stream. */
final class RangeStream extends InputStream {
    private final SealedReader reader;
    private final long to;
    private long at;
    private final byte[] one = new byte[1];

    RangeStream(SealedReader reader, long from, long to) {
        this.reader = reader;
        this.at = from;
        this.to = to;
    }

    @Override
    public int read() {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int off, int len) {
        if (at >= to) {
            return -1;
        }
        int count = reader.read(at, bytes, off, (int) Math.min(len, to - at));
        at += Math.max(0, count);
        return count <= 0 ? -1 : count;
    }
}
