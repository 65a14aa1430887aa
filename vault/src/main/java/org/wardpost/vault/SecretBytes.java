package org.wardpost.vault;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Up to ten 32-byte keys outside the heap, zeroed by {@link #close()}, or when the last reference to them is gone. No equals, no
 * printable form, not serialisable.
 */
final class SecretBytes implements AutoCloseable {
    static final int KEY = 32;
    private static final Cleaner CLEANER = Cleaner.create();

    private final MemorySegment cell;
    private final Release release;
    private final Cleaner.Cleanable cleanable;

    private SecretBytes() {
        this.cell = SecretArena.shared().take();
        this.release = new Release(cell);
        this.cleanable = CLEANER.register(this, release);
    }

    /** Takes the keys over: the arrays are zeroed. */
    static SecretBytes of(byte[]... keys) {
        var secret = new SecretBytes();
        for (int i = 0; i < keys.length; i++) {
            MemorySegment.copy(keys[i], 0, secret.cell, ValueLayout.JAVA_BYTE, (long) i * KEY, KEY);
            Aes.zero(keys[i]);
        }
        return secret;
    }

    /**
     * A copy of the key at {@code index}, for the JCE; whoever takes it zeroes it.
     * @throws IllegalStateException if the key was closed, also while it was being copied
     */
    byte[] key(int index) {
        var copy = new byte[KEY];
        try {
            MemorySegment.copy(cell, ValueLayout.JAVA_BYTE, (long) index * KEY, copy, 0, KEY);
            VarHandle.acquireFence(); // the cell may be another key's by now: closed is set before it is given back
            if (release.done.get()) {
                Aes.zero(copy);
                throw new IllegalStateException("This key was closed");
            }
            return copy;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        cleanable.clean();
    }

    @Override
    public String toString() {
        return "SecretBytes[...]";
    }

    private record Release(MemorySegment cell, AtomicBoolean done) implements Runnable {
        Release(MemorySegment cell) {
            this(cell, new AtomicBoolean());
        }

        @Override
        public void run() {
            if (!done.getAndSet(true)) {
                SecretArena.shared().giveBack(cell);
            }
        }

        @Override
        public String toString() {
            return "Release[...]";
        }
    }
}
