package org.wardpost.integration.soak;

import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** A check that may need time: what lies in the queue at a kill arrives some seconds after the restart, and on a busy machine a
 * handshake with a cold server may outlast somebody's patience. */
final class Patience {
    private static final long AT_MOST = TimeUnit.SECONDS.toNanos(90);

    private Patience() {}

    /** Repeats {@code check} until it passes, for 90 s at most. @throws AssertionError the last one */
    static void until(Runnable check) {
        repeat(check, true);
    }

    /** Repeats only what a connection broke off: a check that disagrees fails at once. */
    static void connected(Runnable check) {
        repeat(check, false);
    }

    private static void repeat(Runnable check, boolean mayDisagree) {
        long began = System.nanoTime();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError notYet) {
                if (!mayDisagree || System.nanoTime() - began > AT_MOST) throw notYet;
            } catch (UncheckedIOException brokeOff) {
                if (System.nanoTime() - began > AT_MOST) throw brokeOff;
            }
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
