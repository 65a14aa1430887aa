package org.wardpost.store.blob;

import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.vault.SealedSource;

/** Where sealed objects lie that are too large for a row. It sees ciphertext only, under random names. */
public interface BlobStore extends AutoCloseable {
    /**
     * Keeps a finished file of sealed bytes; durable, name included, when this returns. The file stays where it is.
     * @throws org.wardpost.store.StoreFault if the disk or the other side fails, or the name is taken
     */
    void put(UUID name, Path sealed);

    /** The same for a file that belongs to somebody else: copied, never linked. */
    void copyIn(UUID name, Path sealed);

    /** @throws org.wardpost.vault.TamperedException if there is nothing under that name */
    SealedSource open(UUID name);

    /** Nothing happens if it is not there. */
    void delete(UUID name);

    /** Every name, in no order; for the sweep of what no row names. */
    void names(Consumer<UUID> each);

    @Override
    void close();
}
