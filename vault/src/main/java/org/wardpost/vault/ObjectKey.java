package org.wardpost.vault;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The random key of one stored object. It seals that object's parts and nothing else; its bytes have no way out of this package.
 * Short-lived: made or unwrapped for one task, so it lies in the heap and is zeroed by {@link #close()}.
 */
public final class ObjectKey implements AutoCloseable {
    private final byte[] secret;
    private boolean closed;

    ObjectKey(byte[] secret) {
        this.secret = secret;
    }

    /** A fresh key. */
    public static ObjectKey random() {
        return new ObjectKey(Entropy.bytes(32));
    }

    /** Seals {@code plain}, whatever its size, padded as {@code context}'s part asks; large objects go to {@link #sealer}. */
    public SealedBytes seal(byte[] plain, ObjectContext context) {
        return new SealedBytes(CommittingSeal.seal(
                bytes(), plain, context.encoded(), context.part().granularity()));
    }

    /**
     * Opens what {@link #seal} or {@link #sealer} made.
     * @throws TamperedException if one bit of key, context or value differs from sealing; it names the object, never content
     */
    public byte[] open(SealedBytes sealed, ObjectContext context) {
        return CommittingSeal.open(bytes(), sealed.bytes(), context.encoded(), context.object());
    }

    /** A stream that seals what is written to it into {@code sealedOut}; the size need not be known. */
    public SegmentedSealer sealer(ObjectContext context, OutputStream sealedOut) {
        var salt = Entropy.bytes(CommittingSeal.SALT);
        return new SegmentedSealer(
                bytes().clone(), context.encoded(), context.part().granularity(), salt, sealedOut);
    }

    /**
     * Opens a sealed object at any place.
     * @throws TamperedException if its header was made by another key or for another context
     */
    public SealedReader reader(ObjectContext context, SealedSource source) {
        return new SealedReader(bytes().clone(), context.encoded(), Optional.of(context.object()), source, -1);
    }

    /**
     * The same, where the exact size is known from an authenticated place: spares opening the padding at the end.
     * @param size bytes of the object without padding
     */
    public SealedReader reader(ObjectContext context, SealedSource source, long size) {
        return new SealedReader(bytes().clone(), context.encoded(), Optional.of(context.object()), source, size);
    }

    byte[] bytes() {
        if (closed) {
            throw new IllegalStateException("This key was closed");
        }
        return secret;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "ObjectKey[...]";
    }
}
