package org.wardpost.mail.socket;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The place that one connection takes among those allowed, and since when its peer keeps us waiting. */
final class Admission implements AutoCloseable {
    private static final long WORKING = Long.MAX_VALUE;
    private static final long SENT_AWAY = Long.MIN_VALUE;

    private final Closeable socket;
    private final Consumer<Admission> leaveStrangers;
    private final Runnable leaveAll;
    private final AtomicBoolean stranger = new AtomicBoolean(true);
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicLong waitingSince = new AtomicLong(System.nanoTime());

    /** @param socket closed when the place is given to somebody else */
    Admission(Closeable socket, Consumer<Admission> leaveStrangers, Runnable leaveAll) {
        this.socket = socket;
        this.leaveStrangers = leaveStrangers;
        this.leaveAll = leaveAll;
    }

    /** From now on it is the peer's turn: to send, or to take what is sent. */
    void waits() {
        waitingSince.compareAndSet(WORKING, System.nanoTime());
    }

    /** The peer did its part. @throws EOFException if its place was given away: nothing that came from it is done any more */
    void works() throws EOFException {
        if (waitingSince.getAndUpdate(since -> since == SENT_AWAY ? since : WORKING) == SENT_AWAY)
            throw new EOFException("sent away");
    }

    /** Nanoseconds that the peer has kept us waiting by now; negative when it is our turn. */
    long waited(long now) {
        long since = waitingSince.get();
        return since == WORKING || since == SENT_AWAY ? -1 : Math.max(0, now - since);
    }

    /** Gives the place away, unless the peer did its part meanwhile. @return whether it is free */
    boolean sendAway() {
        long since = waitingSince.get();
        if (since == WORKING || since == SENT_AWAY || !waitingSince.compareAndSet(since, SENT_AWAY)) return false;
        close();
        try {
            socket.close();
        } catch (IOException gone) {
            // it left by itself
        }
        return true;
    }

    void signedIn() {
        if (stranger.compareAndSet(true, false)) leaveStrangers.accept(this);
    }

    @Override
    public void close() {
        signedIn();
        if (open.compareAndSet(true, false)) leaveAll.run();
    }
}
