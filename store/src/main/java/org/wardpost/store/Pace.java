package org.wardpost.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps work in the background slow, and ends it when the store closes. Nobody interrupts its thread: that would close the file or
 * the connection that it is reading.
 */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final CountDownLatch closing;
    private long due = System.nanoTime();

    /** @param closing is counted down when the work shall end */
    Pace(CountDownLatch closing) {
        this.closing = closing;
    }

    /** Waits until the rows of the part that was done fit the rate. @return false if the store closes: no further part then */
    boolean after(long rows, int rowsPerSecond) {
        long now = System.nanoTime();
        due = Math.max(due, now - SECOND) + rows * SECOND / rowsPerSecond;
        try {
            return !closing.await(Math.max(0, due - now), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
