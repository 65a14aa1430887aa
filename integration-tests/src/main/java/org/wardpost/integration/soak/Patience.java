package org.wardpost.integration.soak;

import java.util.concurrent.TimeUnit;

/** A check that may need time: what lies in the queue at a kill arrives some seconds after the restart. */
final class Patience {
    private static final long AT_MOST = TimeUnit.SECONDS.toNanos(90);

    private Patience() {}

    /** Repeats {@code check} until it passes, for 90 s at most. @throws AssertionError the last one */
    static void until(Runnable check) {
        long began = System.nanoTime();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() - began > AT_MOST) throw notYet;
            }
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
