package org.wardpost.store.sql;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps H2's newest chunk reachable after a crash. On opening, H2 starts at the chunk that the file header names and follows each
 * chunk's prediction of where the next one lies. When a chunk goes elsewhere, into free room in the middle of the file, H2
 * 2.5.252 writes the header, but with the chunk <em>before</em>: the chain ends there, and a killed server would come back
 * without what it acknowledged since (decision 0014). So the header is written here whenever the chain does not lead to the
 * newest chunk. And H2 serializes a chunk while the one before is still being saved, without saying in it where that one lies:
 * killed then, its file does not open any more (decision 0024). So a chunk is serialized and saved by the thread that asks for it,
 * which also spares each commit four changes of threads. By reflection, because H2 has no door for it; a version that lacks these
 * names does not start.
 */
final class ChunkChain {
    private final MVStore store;
    private final FileStore<?> file;
    private final Field lastChunk;
    private final Method chunks;
    private final Method writeHeader;
    private final List<Field> executors;
    private @Nullable Chunk<?> seen;

    ChunkChain(MVStore store) {
        this.store = store;
        file = store.getFileStore();
        try {
            lastChunk = FileStore.class.getDeclaredField("lastChunk");
            chunks = FileStore.class.getDeclaredMethod("getChunks");
            writeHeader = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
            executors = List.of(
                    FileStore.class.getDeclaredField("serializationExecutor"),
                    FileStore.class.getDeclaredField("bufferSaveExecutor"));
        } catch (ReflectiveOperationException other) {
            throw otherH2(other);
        }
        lastChunk.setAccessible(true);
        chunks.setAccessible(true);
        writeHeader.setAccessible(true);
        executors.forEach(field -> field.setAccessible(true));
        storeHere();
    }

    /**
     * Ends H2's executors, once they have done what was handed to them: a null in their fields means "do it here". H2 starts them anew
     * whenever the delay of commits is set, so this is asked each time.
     */
    private void storeHere() {
        if (executors.stream().anyMatch(field -> executor(field) != null)) {
            store.executeFilestoreOperation(this::endExecutors);
        }
    }

    /** Under both of H2's locks and after its executors were emptied, so nobody can hand them anything while they go. */
    private void endExecutors() {
        for (var field : executors) {
            var executor = executor(field);
            if (executor != null) {
                executor.shutdown();
            }
            try {
                field.set(file, null);
            } catch (IllegalAccessException failed) {
                throw otherH2(failed);
            }
        }
    }

    private @Nullable ThreadPoolExecutor executor(Field field) {
        try {
            return (ThreadPoolExecutor) field.get(file);
        } catch (IllegalAccessException failed) {
            throw otherH2(failed);
        }
    }

    private static IllegalStateException otherH2(ReflectiveOperationException why) {
        return new IllegalStateException("This H2 is not the one that Wardpost was made for", why);
    }

    /**
     * Stores all that is committed and makes it durable and reachable. Not by {@code CHECKPOINT SYNC}: H2 stores from other threads
     * too, hands the writing to executors of its own, and then finds nothing left to store; it would sync before that is written.
     */
    void checkpoint() {
        storeHere();
        store.commit();
        store.executeFilestoreOperation(this::lead);
        store.sync();
    }

    private void lead() {
        try {
            var newest = (Chunk<?>) lastChunk.get(file);
            if (newest == null || newest == seen) {
                return;
            }
            if (!leadsTo(newest)) {
                file.sync(); // the header must not reach the platter before the chunk that it names
                writeHeader.invoke(file);
            }
            seen = newest;
        } catch (IllegalAccessException | InvocationTargetException failed) {
            throw new IllegalStateException("The file header was not written", failed);
        }
    }

    private boolean leadsTo(Chunk<?> newest) throws IllegalAccessException, InvocationTargetException {
        var chain = (Map<?, ?>) chunks.invoke(file);
        Chunk<?> before = seen;
        while (before != null && before.id < newest.id) {
            var next = (Chunk<?>) chain.get(before.id + 1);
            if (next == null || next.block != before.next) {
                return false;
            }
            before = next;
        }
        return before == newest;
    }
}
