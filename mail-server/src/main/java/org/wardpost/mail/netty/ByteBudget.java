package org.wardpost.mail.netty;

import java.util.concurrent.atomic.AtomicLong;

/** Octets that all unfinished requests of a server may hold in memory together. */
public final class ByteBudget {
    private final AtomicLong left;

    public ByteBudget(long octets) {
        left = new AtomicLong(octets);
    }

    /** Takes {@code octets}, all of them or none. */
    public boolean tryTake(long octets) {
        while (true) {
            long now = left.get();
            if (now < octets) return false;
            if (left.compareAndSet(now, now - octets)) return true;
        }
    }

    public void giveBack(long octets) {
        left.addAndGet(octets);
    }

    public long left() {
        return left.get();
    }
}
