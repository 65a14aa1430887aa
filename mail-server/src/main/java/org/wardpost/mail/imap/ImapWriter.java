package org.wardpost.mail.imap;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one way out to a client: octets leave in the order in which they were written, small pieces and literals gathered into
 * full buffers, and whoever writes waits while the client does not read. Never used on an event loop: literals are opened and
 * read by the thread of the command. */
final class ImapWriter {
    private static final int BATCH = 32 * 1024;
    /** A client that takes nothing for so long has gone, whatever TCP thinks. */
    private static final long PATIENCE_MINUTES = 5;

    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition writable = lock.newCondition();
    private @Nullable ByteBuf batch; // of the thread whose command runs; handed over under lock
    private volatile boolean closed;

    ImapWriter(Channel channel) {
        this.channel = channel;
    }

    void octet(byte b) throws IOException {
        var into = batch();
        into.writeByte(b);
        if (into.maxWritableBytes() == 0) send();
    }

    void ascii(String text) throws IOException {
        if (text.length() <= batch().maxWritableBytes()) {
            batch().writeCharSequence(text, StandardCharsets.US_ASCII);
            if (batch().maxWritableBytes() == 0) send();
        } else {
            byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
            write(octets, 0, octets.length);
        }
    }

    void write(byte[] octets, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            var into = batch();
            int n = Math.min(end - at, into.maxWritableBytes());
            into.writeBytes(octets, at, n);
            at += n;
            if (into.maxWritableBytes() == 0) send();
        }
    }

    /** @throws IOException also if {@code in} ends early: the client counts on {@code size} octets, so nothing but a hang-up
     *     can follow */
    void copy(InputStream in, long size) throws IOException {
        long left = size;
        while (left > 0) {
            var into = batch();
            int n = into.writeBytes(in, (int) Math.min(left, into.maxWritableBytes()));
            if (n < 0) throw new ConnectionLost("a literal ended early");
            left -= n;
            if (into.maxWritableBytes() == 0) send();
        }
    }

    void flush() throws IOException {
        if (batch != null && batch.isReadable()) send();
    }

    private ByteBuf batch() throws IOException {
        if (closed) throw new ConnectionLost("the client left");
        var now = batch;
        if (now == null) {
            now = channel.alloc().buffer(1024, BATCH);
            batch = now;
        }
        return now;
    }

    private void send() throws IOException {
        var full = batch;
        batch = null;
        if (full == null) return;
        if (!channel.isWritable()) awaitWritable(full);
        var _ = channel.writeAndFlush(full, channel.voidPromise());
    }

    private void awaitWritable(ByteBuf full) throws IOException {
        long left = TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        lock.lock();
        try {
            while (!channel.isWritable() && !closed && left > 0) left = writable.awaitNanos(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            left = 0;
        } finally {
            lock.unlock();
        }
        if (closed || left <= 0) {
            full.release();
            var _ = channel.close();
            throw new ConnectionLost("the client does not read");
        }
    }

    /** The event loop says that the channel takes octets again. */
    void writabilityChanged() {
        signal();
    }

    void closed() {
        closed = true;
        signal();
    }

    /** By the thread of the command, when it is over. */
    void drop() {
        if (batch != null) batch.release();
        batch = null;
    }

    private void signal() {
        lock.lock();
        try {
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody is left to be answered. */
    static final class ConnectionLost extends IOException {
        private static final long serialVersionUID = 1L;

        ConnectionLost(String why) {
            super(why);
        }
    }
}
