package org.wardpost.store.blob;

import java.io.InputStream;
import java.util.UUID;
import java.util.function.Function;
import org.wardpost.vault.ObjectKey;
import org.wardpost.vault.SealedReader;

/** The bytes of a message, wherever they are: spooled just now, or stored and only to be re-wrapped for another place. */
public sealed interface ObjectSource permits SpooledObject, StoredObject {
    /** Random; goes out as EMAILID (RFC 8474 §5.1). */
    UUID id();

    /** Exact size in octets. */
    long size();

    /** Octets that are stored: padded and sealed. */
    long storedSize();

    /**
     * Random access; each segment is authenticated before it is released.
     * @throws org.wardpost.vault.TamperedException if it is not what was sealed
     */
    SealedReader reader();

    /** From the first octet. @throws org.wardpost.vault.TamperedException as {@link #reader()}, here or while reading */
    default InputStream open() {
        return reader().stream();
    }

    /** What {@link SpooledObject#summary(byte[])} was given; empty if nothing. @throws org.wardpost.vault.TamperedException */
    byte[] summary();

    /** Lends its key, to be wrapped for another holder; the object itself is not touched. @throws org.wardpost.vault.TamperedException */
    <T> T withKey(Function<ObjectKey, T> task);
}
