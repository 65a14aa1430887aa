package org.wardpost.vault.provider;

import java.util.NavigableSet;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.WrongRootKeyException;

/**
 * Who has the root key, in all its versions, apart from the data. It is asked once a W version at start and at rotation, never in
 * between. Thread-safe.
 */
public interface RootKeyProvider extends AutoCloseable {
    /** What {@code key status} shows: {@code pkcs12}, {@code passphrase}, {@code pkcs11}. */
    String name();

    /** The version that wraps new working keys: the highest. */
    int currentVersion();

    /** All versions at hand, ascending, never empty. */
    NavigableSet<Integer> versions();

    /**
     * Wraps a working key under a root version.
     * @throws WrongRootKeyException if that version is not at hand or the token has gone
     */
    WrappedKey wrap(int rootVersion, WorkingKey working);

    /**
     * Unwraps a working key.
     * @param workingVersion the version that the row says it is
     * @throws WrongRootKeyException if that root version is not at hand, or did not wrap it
     */
    WorkingKey unwrap(int rootVersion, WrappedKey wrapped, int workingVersion);

    /**
     * Makes the next version, durable when this returns.
     * @return its number
     */
    int createVersion();

    /**
     * The 32 bytes of a version, for the independent reader; audited by whoever asks.
     * @throws WrongRootKeyException if the key lies in a token
     */
    byte[] export(int version);

    /**
     * Destroys a version for ever: what only it opens is gone.
     * @throws WrongRootKeyException if it is the current one or not at hand
     */
    void destroy(int version);

    @Override
    void close();
}
