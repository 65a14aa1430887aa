package org.wardpost.mail.mailbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.james.mailbox.model.Content;
import org.reactivestreams.Publisher;
import org.wardpost.vault.SealedReader;
import reactor.core.publisher.Flux;

/** A range of a message's octets. Its size is known without opening anything; the body is opened when its first octet is asked for. */
public final class Slice implements Content {
    /** No octets: what a part that is not there has. */
    public static final Slice EMPTY = new Slice(
            () -> {
                throw new IllegalStateException("nothing to open");
            },
            0,
            0);

    private final Supplier<SealedReader> body;
    private final long from;
    private final long to;

    Slice(Supplier<SealedReader> body, long from, long to) {
        this.body = body;
        this.from = from;
        this.to = to;
    }

    @Override
    public InputStream getInputStream() {
        return from == to ? new ByteArrayInputStream(new byte[0]) : body.get().range(from, to);
    }

    @Override
    public long size() {
        return to - from;
    }

    /**
     * At most {@code most} octets from {@code offset} within this slice: what {@code BODY[]<offset.most>} sends (RFC 3501 §6.4.5).
     * @throws org.wardpost.vault.TamperedException if the message is not what was sealed
     */
    public byte[] read(long offset, int most) {
        long start = Math.min(size(), offset);
        var bytes = new byte[(int) Math.min(most, size() - start)];
        if (bytes.length > 0) {
            fill(bytes, from + start);
        }
        return bytes;
    }

    private void fill(byte[] bytes, long at) {
        var reader = body.get();
        for (int done = 0; done < bytes.length; ) {
            int count = reader.read(at + done, bytes, done, bytes.length - done);
            if (count <= 0) {
                throw new IllegalStateException("a message is shorter than its structure says");
            }
            done += count;
        }
    }

    @Override
    public Publisher<ByteBuffer> reactiveBytes() {
        return Flux.defer(() -> Flux.generate(() -> 0L, (offset, sink) -> {
            if (offset >= size()) {
                sink.complete();
            } else {
                sink.next(ByteBuffer.wrap(read(offset, BUFFER_SIZE)));
            }
            return offset + BUFFER_SIZE;
        }));
    }
}
