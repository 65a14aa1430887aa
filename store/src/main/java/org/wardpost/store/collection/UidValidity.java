package org.wardpost.store.collection;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** UIDVALIDITY of new mailboxes: seconds of the clock, never the same twice in a process (RFC 9051 §2.3.1.1). */
public final class UidValidity {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    public UidValidity(Clock clock) {
        this.clock = clock;
    }

    /** A number of 32 bits, not 0. */
    public long next() {
        long now = clock.millis() / 1000 & 0xffffffffL;
        return last.updateAndGet(before -> Math.max(before + 1, Math.max(now, 1)));
    }
}
