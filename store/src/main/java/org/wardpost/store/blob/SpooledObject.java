package org.wardpost.store.blob;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.StoreFault;
import org.wardpost.vault.Ids;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectKey;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.SealedReader;
import org.wardpost.vault.SealedSource;

/**
 * An object that was received whole and is sealed, and not yet durable. It may be stored several times (a mail to several people);
 * {@link #close()} drops it here, whether stored or not. Used by one thread at a time.
 */
public final class SpooledObject implements ObjectSource, AutoCloseable {
    /** Sealed summaries up to this length lie in the row; H2 takes a megabyte at most. */
    private static final int MAX_INLINE_SUMMARY = 256 * 1024;

    private final UUID tenant;
    private final ObjectType type;
    private final UUID id;
    private final ObjectKey key;
    private final long size;
    private final long storedSize;
    private final SpoolBuffer buffer;
    private final ObjectSpool spool;
    private byte[] plainSummary = {};
    private @Nullable SealedBytes sealedSummary;
    private @Nullable UUID summaryBlob;
    private @Nullable UUID blob;
    private volatile @Nullable ObjectRef stored;
    private volatile boolean attempted;
    private boolean closed;

    SpooledObject(
            UUID tenant,
            ObjectType type,
            UUID id,
            ObjectKey key,
            long size,
            long storedSize,
            SpoolBuffer buffer,
            ObjectSpool spool) {
        this.tenant = tenant;
        this.type = type;
        this.id = id;
        this.key = key;
        this.size = size;
        this.storedSize = storedSize;
        this.buffer = buffer;
        this.spool = spool;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long storedSize() {
        return storedSize;
    }

    /** Seals what listing a mailbox needs to know of it; once, before it is stored. */
    public void summary(byte[] plain) {
        if (stored != null) {
            throw new IllegalStateException("a stored object is not changed any more");
        }
        plainSummary = plain.clone();
        sealedSummary = key.seal(plain, new ObjectContext(tenant, type, Part.SUMMARY, id));
    }

    @Override
    public byte[] summary() {
        return plainSummary.clone();
    }

    @Override
    public SealedReader reader() {
        return key.reader(new ObjectContext(tenant, type, Part.BODY, id), source(), size);
    }

    @Override
    public <T> T withKey(Function<ObjectKey, T> task) {
        return task.apply(key);
    }

    /** Forgets its key. What was stored stays stored. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        buffer.discard();
        key.close();
        if (!attempted) { // after an attempt a row may name them; the sweep at the next start knows
            drop(blob);
            drop(summaryBlob);
        }
    }

    ObjectType type() {
        return type;
    }

    /** The summary for a row, or null when there is none or it is a blob. */
    @Nullable
    SealedBytes inlineSummary() {
        return sealedSummary == null || largeSummary() ? null : sealedSummary;
    }

    /** The body for a row, or null when it is a blob. */
    @Nullable
    SealedBytes inlineBody() {
        return buffer.file() == null ? SealedBytes.ofStored(buffer.inMemory()) : null;
    }

    /** Puts what is too large for rows where it stays, before any lock is taken; nothing to do for a small message. */
    void settle() {
        var file = buffer.file();
        if (file != null && blob == null) {
            blob = put(file);
        }
        if (largeSummary() && summaryBlob == null) {
            summaryBlob = putSummary();
        }
    }

    @Nullable
    UUID blob() {
        return blob;
    }

    @Nullable
    UUID summaryBlob() {
        return summaryBlob;
    }

    /** Where it is stored, or null. */
    @Nullable
    ObjectRef stored() {
        return stored;
    }

    void attempt() {
        attempted = true;
    }

    void storedAs(ObjectRef ref) {
        stored = ref;
    }

    /** Its rows are gone meanwhile: whoever got it first has deleted it. It is stored anew then. */
    void forgetStored() {
        stored = null;
        blob = null;
        summaryBlob = null;
    }

    private boolean largeSummary() {
        return sealedSummary != null && sealedSummary.length() > MAX_INLINE_SUMMARY;
    }

    private UUID putSummary() {
        var file = spool.buffer();
        try {
            file.spill();
            file.write(sealedSummary == null ? new byte[0] : sealedSummary.bytes());
            file.close();
            return put(java.util.Objects.requireNonNull(file.file()));
        } catch (IOException failed) {
            throw StoreFault.of("writing a sealed summary", failed);
        } finally {
            file.discard();
        }
    }

    private UUID put(Path file) {
        var name = Ids.random();
        spool.blobs().put(name, file);
        return name;
    }

    private void drop(@Nullable UUID name) {
        if (name != null) {
            spool.blobs().delete(name);
        }
    }

    private SealedSource source() {
        var file = buffer.file();
        return file == null ? SealedSource.of(buffer.inMemory()) : FileSource.of(file);
    }

    /** Its id only. */
    @Override
    public String toString() {
        return "SpooledObject[" + id + "]";
    }
}
