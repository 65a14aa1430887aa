package org.wardpost.vault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Segments of a seal: where they lie and what their nonces are (STREAM; docs/formats.md, "The seal"). */
final class Segments {
    /** More segments than any object has (16 TiB): an index that does not come near its 32 bits. */
    static final long MOST = 1L << 28;

    private Segments() {}

    static byte[] nonce(long index, boolean last) {
        return ByteBuffer.allocate(12)
                .position(7)
                .putInt((int) index)
                .put((byte) (last ? 1 : 0))
                .array();
    }

    /** How many segments {@code sealedLength} bytes are, header included.
     * @throws TamperedException if that is no possible length */
    static long count(long sealedLength) {
        long body = sealedLength - CommittingSeal.HEADER;
        long count = Math.ceilDiv(body, (long) CommittingSeal.SEALED_SEGMENT);
        if (count < 1 || count > MOST || body - (count - 1) * CommittingSeal.SEALED_SEGMENT <= Aes.TAG) {
            throw new TamperedException("Sealed bytes end too early");
        }
        return count;
    }

    static byte[] seal(byte[] key, byte[] plain, byte[] context, int granularity, byte[] salt) {
        var out = new ByteArrayOutputStream(plain.length + plain.length / 16 + 4096);
        try (var sealer = new SegmentedSealer(key.clone(), context, granularity, salt, out)) {
            sealer.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] open(byte[] key, byte[] sealed, byte[] context) {
        try (var reader =
                new SealedReader(key.clone(), context, java.util.Optional.empty(), SealedSource.of(sealed), -1)) {
            long size = reader.size();
            var plain = new byte[Math.toIntExact(size)];
            int got = reader.read(0, plain, 0, plain.length);
            return got == plain.length || plain.length == 0 ? plain : Arrays.copyOf(plain, Math.max(got, 0));
        }
    }
}
