package org.wardpost.store.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectKey;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SegmentedSealer;

/** An object that is being received. Whoever opened it calls {@link #finish()} or {@link #close()}; not thread-safe. */
public final class SpoolingObject extends OutputStream {
    private final UUID id;
    private final ObjectKey key = ObjectKey.random();
    private final UUID tenant;
    private final ObjectType type;
    private final SpoolBuffer buffer;
    private final ObjectSpool spool;
    private final SegmentedSealer sealer;
    private boolean finished;

    SpoolingObject(UUID tenant, ObjectType type, UUID id, ObjectSpool spool) {
        this.tenant = tenant;
        this.type = type;
        this.id = id;
        this.spool = spool;
        this.buffer = spool.buffer();
        this.sealer = key.sealer(new ObjectContext(tenant, type, Part.BODY, id), buffer);
    }

    public UUID id() {
        return id;
    }

    @Override
    public void write(int octet) throws IOException {
        sealer.write(octet);
    }

    /** @throws IOException if the spool's disk fails */
    @Override
    public void write(byte[] bytes, int off, int len) throws IOException {
        sealer.write(bytes, off, len);
    }

    /** Ends the object; only what this returns is to be closed then. */
    public SpooledObject finish() throws IOException {
        sealer.finish();
        buffer.close();
        finished = true;
        return new SpooledObject(tenant, type, id, key, sealer.size(), sealer.sealedSize(), buffer, spool);
    }

    /** Drops it, unless it was finished. */
    @Override
    public void close() {
        if (!finished) {
            finished = true;
            sealer.abandon();
            buffer.discard();
            key.close();
        }
    }
}
