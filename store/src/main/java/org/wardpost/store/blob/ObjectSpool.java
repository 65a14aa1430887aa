package org.wardpost.store.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.wardpost.store.StoreFault;
import org.wardpost.vault.Ids;
import org.wardpost.vault.ObjectType;

/**
 * Takes bytes as they arrive and seals them at once: small ones in memory, the rest in files whose key is in memory only. Those
 * files are useless after a restart and deleted then.
 */
public final class ObjectSpool {
    private final UUID tenant;
    private final ObjectLimits limits;
    private final BlobStore blobs;
    private final AtomicLong memory = new AtomicLong();

    /** Deletes what an earlier process left behind. */
    public ObjectSpool(UUID tenant, ObjectLimits limits, BlobStore blobs) {
        this.tenant = tenant;
        this.limits = limits;
        this.blobs = blobs;
        PrivateFolders.create(limits.spoolFolder());
        deleteLeftovers(limits.spoolFolder());
    }

    /** @param type part of what is sealed: an object is only ever opened as what it was made for */
    public SpoolingObject open(ObjectType type) {
        return open(type, Ids.random());
    }

    /** @param id random, and never that of another object: for callers that need it before the bytes arrive */
    public SpoolingObject open(ObjectType type, UUID id) {
        return new SpoolingObject(tenant, type, id, this);
    }

    SpoolBuffer buffer() {
        return new SpoolBuffer(this, limits);
    }

    BlobStore blobs() {
        return blobs;
    }

    /** Heap that objects being received use together, for metrics. */
    public long memoryInUse() {
        return memory.get();
    }

    boolean reserve(long bytes) {
        if (memory.addAndGet(bytes) <= limits.memoryBytes()) {
            return true;
        }
        memory.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        memory.addAndGet(-bytes);
    }

    private static void deleteLeftovers(Path folder) {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw StoreFault.of("emptying the spool", failed);
        }
    }
}
