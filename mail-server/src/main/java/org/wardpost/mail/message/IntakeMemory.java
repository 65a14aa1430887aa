package org.wardpost.mail.message;

import java.util.concurrent.atomic.AtomicLong;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/**
 * Memory that the headers and structures of all messages under way may hold together. Bodies go to the sealed spool, but a header of
 * half a megabyte stays until its message ends: 930 SMTP clients that each sent one and stalled took the whole heap, and the server
 * ended. What a message as people write it needs is always there; only what is beyond comes from here.
 */
public final class IntakeMemory {
    /** Of a heap of 1 GB. */
    public static final long STANDARD = 128L << 20;

    private static final long FREE = 32 * 1024; // of each message
    private static final long STEP = 16 * 1024;

    private final AtomicLong left;

    /** @param octets of all messages together, beyond what each has for itself */
    public IntakeMemory(long octets) {
        left = new AtomicLong(octets);
    }

    /** For what nobody sends, such as an import by an operator. */
    static IntakeMemory unbounded() {
        return new IntakeMemory(Long.MAX_VALUE);
    }

    Share share() {
        return new Share();
    }

    private boolean tryTake(long octets) {
        return left.getAndUpdate(now -> now < octets ? now : now - octets) >= octets;
    }

    /** What one message holds; given back at its end. Not thread-safe. */
    final class Share implements AutoCloseable {
        private long used;
        private long taken;

        /** @throws RefusedException Conflict, to be tried again later, when the others have taken everything */
        void take(long octets) {
            used += octets;
            long more = used - FREE - taken;
            if (more <= 0) return;
            long rounded = Math.max(more, STEP);
            if (!tryTake(rounded)) throw new RefusedException(new Refusal.Conflict());
            taken += rounded;
        }

        @Override
        public void close() {
            left.addAndGet(taken);
            taken = 0;
        }
    }
}
