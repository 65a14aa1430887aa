package org.wardpost.mail.imap;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.mailbox.model.Content;

/** Takes a message from the event loop and hands it to the sealed spool on a thread of its own: sealing costs time and may
 * wait for a disk. What has come and is not yet sealed is bounded; the connection is not read meanwhile. */
final class LiteralReceiver implements Closeable {
    /** Held in memory of one message at most, near enough: one read of the socket may come on top. */
    static final int WINDOW = 128 * 1024;

    private static final byte[] END = new byte[0];

    private final long size;
    private final AppendIntake intake;
    private final Runnable drained;
    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final CompletableFuture<Content> content = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private volatile boolean abandoned;
    private boolean ended; // of the receiving thread

    /** @param drained run, on any thread, when there is room again */
    LiteralReceiver(long size, AppendIntake intake, Runnable drained) {
        this.size = size;
        this.intake = intake;
        this.drained = drained;
        Thread.ofVirtual().name("imap-append").start(this::receive);
    }

    /** @return whether to stop reading for now */
    boolean offer(ByteBuf in, int octets) {
        byte[] chunk = new byte[octets];
        in.readBytes(chunk);
        chunks.add(chunk);
        return queued.addAndGet(octets) > WINDOW;
    }

    void end() {
        chunks.add(END);
    }

    /** Waits until all of it is sealed.
     *
     * @throws IOException if the spool did not take it, a full disk for one */
    Content content() throws IOException {
        try {
            return content.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) throw refused;
            throw new IOException("the message could not be spooled", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends it at any point; what was spooled and not stored is dropped. */
    @Override
    public void close() {
        abandoned = true;
        chunks.add(END);
        closed.complete(true);
    }

    private void receive() {
        try (var in = intake.open(size)) {
            long came = take(in);
            if (came < size) throw new IOException("the client left");
            content.complete(in.finish());
            closed.join(); // what finish gave lives as long as the command
        } catch (IOException | RuntimeException e) {
            content.completeExceptionally(e);
            discard();
        }
    }

    private long take(AppendIntake.Receiving in) throws IOException {
        long came = 0;
        try {
            for (byte[] chunk = next(); !ended; chunk = next()) {
                in.out().write(chunk);
                came += chunk.length;
                took(chunk.length);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        return came;
    }

    /** After a failure the rest of the literal must still be read, or the connection could not go on. */
    private void discard() {
        try {
            while (!ended) took(next().length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] next() throws InterruptedException {
        byte[] chunk = chunks.take();
        ended = chunk.length == 0 || abandoned;
        return chunk;
    }

    private void took(int octets) {
        int before = queued.getAndAdd(-octets);
        if (before > WINDOW / 2 && before - octets <= WINDOW / 2) drained.run();
    }
}
