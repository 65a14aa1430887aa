package org.wardpost.mail.socket;

import java.util.concurrent.atomic.AtomicBoolean;

/** The place that one connection takes among those allowed. */
final class Admission implements AutoCloseable {
    private final Runnable leaveStrangers;
    private final Runnable leaveAll;
    private final AtomicBoolean stranger = new AtomicBoolean(true);
    private final AtomicBoolean open = new AtomicBoolean(true);

    Admission(Runnable leaveStrangers, Runnable leaveAll) {
        this.leaveStrangers = leaveStrangers;
        this.leaveAll = leaveAll;
    }

    void signedIn() {
        if (stranger.compareAndSet(true, false)) leaveStrangers.run();
    }

    @Override
    public void close() {
        signedIn();
        if (open.compareAndSet(true, false)) leaveAll.run();
    }
}
