package org.wardpost.mail.mailbox;

import java.io.InputStream;
import org.wardpost.vault.SealedReader;

/** Reads a range of a sealed object; skipping costs nothing, which James's partial FETCH relies on. */
final class SliceStream extends InputStream {
    private final SealedReader reader;
    private final long to;
    private long at;
    private final byte[] one = new byte[1];

    SliceStream(SealedReader reader, long from, long to) {
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
        if (len == 0) {
            return 0;
        }
        if (at >= to) {
            return -1;
        }
        int wanted = (int) Math.min(len, to - at);
        int count = reader.read(at, bytes, off, wanted);
        at += Math.max(0, count);
        return count <= 0 ? -1 : count;
    }

    @Override
    public long skip(long octets) {
        long skipped = Math.clamp(octets, 0, to - at);
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, to - at);
    }

    static void readFully(SealedReader reader, long from, byte[] bytes, int off, int len) {
        int done = 0;
        while (done < len) {
            int count = reader.read(from + done, bytes, off + done, len - done);
            if (count <= 0) {
                throw new IllegalStateException("a message is shorter than its structure says");
            }
            done += count;
        }
    }
}
