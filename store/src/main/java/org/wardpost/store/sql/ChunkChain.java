package org.wardpost.store.sql;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.jspecify.annotations.Nullable;

/**
 * The only one that lets H2 write chunks, so that what {@code kill -9} leaves is what was acknowledged and nothing by halves. Five
 * things of H2 2.5.252 are in the way of that:
 *
 * <ul>
 *   <li>On opening, H2 starts at the chunk that the file header names and follows each chunk's prediction of where the next one
 *       lies. When a chunk goes elsewhere, into free room in the middle of the file, H2 writes the header, but with the chunk
 *       <em>before</em>: the chain ends there. So the header is written here whenever the chain does not lead to the newest chunk
 *       (decision 0014).
 *   <li>H2 serializes a chunk while the one before is still being saved, without saying in it where that one lies: killed then, its
 *       file does not open any more. So a chunk is serialized and saved by the thread that asks for it (decision 0024).
 *   <li>H2 gathers what a chunk holds while statements go on, from any thread and at any time: such a chunk may hold a part of a
 *       statement. So H2 writes none but when the {@link StatementGate} is closed, and its background thread does not run (decision
 *       0031).
 *   <li>The chunk that the header names may die and its room be given away. So the header is written before that can happen.
 *   <li>A chunk that a killed process left in free room may have the id that comes next, where the next one is predicted. So each
 *       opening leaves ids out.
 * </ul>
 *
 * <p>By reflection, because H2 has no door for it; a version that lacks these names does not start.
 */
final class ChunkChain {
    private static final int UNSTORED_MILLIS = 300;
    private static final int IDS_OF_ANOTHER_LIFE = 1 << 10;

    private final MVStore store;
    private final StatementGate gate;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final FileStore<?> file;
    private final Field lastChunk;
    private final Field lastChunkId;
    private final Method chunks;
    private final Method writeHeader;
    private final Method endBackground;
    private final Method housekeep;
    private final AtomicBoolean storing;
    private @Nullable Chunk<?> seen;
    private boolean begun;

    ChunkChain(MVStore store, StatementGate gate) {
        this.store = store;
        this.gate = gate;
        file = store.getFileStore();
        try {
            lastChunk = FileStore.class.getDeclaredField("lastChunk");
            lastChunkId = FileStore.class.getDeclaredField("lastChunkId");
            chunks = FileStore.class.getDeclaredMethod("getChunks");
            writeHeader = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
            endBackground = FileStore.class.getDeclaredMethod("stopBackgroundThread", boolean.class);
            housekeep = FileStore.class.getDeclaredMethod("writeInBackground");
            var inProgress = MVStore.class.getDeclaredField("storeOperationInProgress");
            inProgress.setAccessible(true);
            storing = (AtomicBoolean) inProgress.get(store);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("This H2 is not the one that Wardpost was made for", other);
        }
        lastChunk.setAccessible(true);
        lastChunkId.setAccessible(true);
        chunks.setAccessible(true);
        writeHeader.setAccessible(true);
        endBackground.setAccessible(true);
        housekeep.setAccessible(true);
        begun = newest() == null;
        call(endBackground, true);
        storing.set(true);
    }

    /**
     * Runs what may write chunks, while no statement runs; what it wrote is durable and reachable when this returns, and before the
     * next is written. To H2, a chunk is being written at all other times, so it begins none.
     */
    void alone(Runnable work) {
        turn.lock();
        try {
            store.executeFilestoreOperation(this::keepTheBeginning);
            gate.close();
            storing.set(false);
            try {
                work.run();
            } finally {
                storing.set(true);
                gate.open();
            }
            settle();
        } finally {
            turn.unlock();
        }
    }

    /** Lets H2 write as it likes again, for its end. */
    void release() {
        storing.set(false);
    }

    /** Stores all that is committed and makes it durable and reachable. */
    void checkpoint() {
        alone(this::commit);
    }

    /** What H2's background thread does: stores what nobody waits for, and moves live pages together. */
    void housekeep() {
        if (store.isClosed()) {
            return;
        }
        alone(() -> {
            var newest = newest();
            if (newest != null
                    && newest.time + UNSTORED_MILLIS <= now()) { // sooner than H2, which would go on without a sync
                commit();
                settle();
            }
            if (begun) {
                call(housekeep);
            }
        });
    }

    private void commit() {
        if (begun) {
            store.commit();
        } else {
            store.executeFilestoreOperation(this::begin);
        }
    }

    /**
     * The first chunk since the file was opened. Those that a killed process wrote and the header did not lead to lie about in free
     * room: one of them, with the id that comes next, could be where the next one is predicted, and be followed after another kill. So
     * ids go on where no such chunk can have been.
     */
    private void begin() {
        var opened = Objects.requireNonNull(newest());
        int id = opened.id + IDS_OF_ANOTHER_LIFE;
        if (id > Chunk.MAX_ID || chain().containsKey(id)) { // once in 67 million chunks
            begun = true;
            store.commit();
            return;
        }
        chain().put(id, opened); // H2 looks for the chunk before the new one
        try {
            lastChunkId.setInt(file, id);
            store.commit();
            begun = newest() != opened;
            if (!begun) {
                lastChunkId.setInt(file, opened.id);
            }
        } catch (IllegalAccessException failed) {
            throw new IllegalStateException(failed);
        } finally {
            chain().remove(id);
        }
    }

    private void settle() {
        var before = seen;
        store.executeFilestoreOperation(this::lead);
        if (seen != before) {
            store.sync();
        }
    }

    /** The chunk at which H2 begins may be dead by now; its room, and that of those after it, must not be given to the next one. */
    private void keepTheBeginning() {
        var newest = newest();
        if (newest == null) {
            return;
        }
        var first = beginning();
        if (first != newest && (first == null || first.time + store.getRetentionTime() <= now())) {
            beginAt(newest);
            file.sync();
        }
    }

    private void lead() {
        var newest = newest();
        if (newest == null || newest == seen) {
            return;
        }
        if (leadsTo(newest)) {
            seen = newest;
        } else {
            beginAt(newest);
        }
    }

    private void beginAt(Chunk<?> newest) {
        file.sync(); // the header must not reach the platter before the chunk that it names
        call(writeHeader);
        seen = newest;
    }

    private boolean leadsTo(Chunk<?> newest) {
        var chain = chain();
        Chunk<?> before = seen;
        while (before != null && before.id < newest.id) {
            var next = chain.get(before.id + 1);
            if (next == null || next.block != before.next) {
                return false;
            }
            before = next;
        }
        return before == newest;
    }

    /** The chunk that the header names, if it is not dropped yet: H2 holds its id in hexadecimal when it read it, else as a number. */
    private @Nullable Chunk<?> beginning() {
        return switch (file.getStoreHeader().get("chunk")) {
            case Integer id -> chain().get(id);
            case String hexadecimal -> chain().get(Integer.valueOf(hexadecimal, 16));
            case null, default -> null;
        };
    }

    /** Milliseconds since the file was made, as the times of chunks are. */
    private long now() {
        return store.getTimeAbsolute() - file.getCreationTime();
    }

    private @Nullable Chunk<?> newest() {
        try {
            return (Chunk<?>) lastChunk.get(file);
        } catch (IllegalAccessException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<Integer, Chunk<?>> chain() {
        return (Map<Integer, Chunk<?>>) call(chunks);
    }

    private Object call(Method method, Object... arguments) {
        try {
            return method.invoke(file, arguments);
        } catch (IllegalAccessException | InvocationTargetException failed) {
            throw new IllegalStateException("H2 could not " + method.getName(), failed);
        }
    }
}
