package org.wardpost.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a server running until SIGTERM or Ctrl-C, then closes it, and lets the process end with 0 when that is done. */
final class RunUntilTold implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 9; // whoever sends SIGTERM waits ten before SIGKILL
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable AutoCloseable running;
    private volatile Runnable onTold = () -> {};

    RunUntilTold() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::hook, "stop"));
    }

    /** From now on {@code what} is closed with this, in place of what was named before. */
    <T extends AutoCloseable> T closes(T what) {
        running = what;
        return what;
    }

    /** Run when it is told to end while it is still starting. */
    void onTold(Runnable action) {
        onTold = action;
    }

    void await() {
        try {
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hook() {
        if (closed.getCount() == 0) {
            return; // ended by itself: its exit code stands
        }
        told.countDown();
        onTold.run();
        var clean = false;
        try {
            clean = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!clean) {
                System.err.println("Wardpost did not stop in time; what was acknowledged is on the disk all the same.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(clean ? 0 : 1); // SIGTERM would make it 143
    }

    @Override
    public void close() {
        try {
            if (running != null) {
                running.close();
            }
        } catch (Exception e) {
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        } finally {
            closed.countDown();
        }
    }
}
