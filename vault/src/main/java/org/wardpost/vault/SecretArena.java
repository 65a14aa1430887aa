package org.wardpost.vault;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Memory outside the heap for long-lived keys: the garbage collector copies none of it, and it is locked against swapping where
 * the system lets us ({@code mlock}, bounded by {@code LimitMEMLOCK}). Cells of one size, used again after they were zeroed.
 */
final class SecretArena {
    /** Bytes of a cell: ten keys of 32 bytes. */
    static final int CELL = 320;

    private static final int CELLS_AT_ONCE = 1024;
    private static final SecretArena SHARED = new SecretArena();

    private final Arena arena = Arena.ofShared();
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();
    private final Optional<MethodHandle> lock = lockCall();
    private boolean locked = lock.isPresent();

    static SecretArena shared() {
        return SHARED;
    }

    synchronized MemorySegment take() {
        if (free.isEmpty()) {
            grow();
        }
        return free.pop();
    }

    synchronized void giveBack(MemorySegment cell) {
        cell.fill((byte) 0);
        free.push(cell);
    }

    /** Whether every page so far could be locked. */
    synchronized boolean locked() {
        return locked;
    }

    private void grow() {
        var chunk = arena.allocate((long) CELL * CELLS_AT_ONCE, 4096);
        lock.ifPresent(call -> locked &= tryLock(call, chunk));
        for (long at = 0; at < chunk.byteSize(); at += CELL) {
            free.push(chunk.asSlice(at, CELL));
        }
    }

    private static boolean tryLock(MethodHandle call, MemorySegment chunk) {
        try {
            return (int) call.invokeExact(chunk, chunk.byteSize()) == 0;
        } catch (Throwable _) {
            return false; // not locked is said by doctor, it is no reason not to serve
        }
    }

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> lockCall() {
        try {
            var linker = Linker.nativeLinker();
            var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
            return linker.defaultLookup().find("mlock").map(symbol -> linker.downcallHandle(symbol, type));
        } catch (RuntimeException | Error _) {
            return Optional.empty();
        }
    }
}
