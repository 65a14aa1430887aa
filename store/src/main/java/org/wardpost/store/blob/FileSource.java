package org.wardpost.store.blob;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.wardpost.store.StoreFault;
import org.wardpost.vault.SealedSource;
import org.wardpost.vault.TamperedException;

/**
 * Sealed bytes in a file. It is opened for each segment: nothing to close, and a reader that is forgotten holds no descriptor. Not a
 * channel: those close under a thread that is interrupted.
 */
record FileSource(Path path, long length) implements SealedSource {
    /** @throws TamperedException if there is no such file */
    static FileSource of(Path path) {
        try {
            return new FileSource(path, Files.size(path));
        } catch (NoSuchFileException missing) {
            throw new TamperedException("A sealed object's file is missing");
        } catch (IOException failed) {
            throw StoreFault.of("reading a sealed object", failed);
        }
    }

    @Override
    public void read(long offset, byte[] b, int off, int len) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(offset);
            file.readFully(b, off, len);
        } catch (FileNotFoundException missing) {
            throw new TamperedException("A sealed object's file is missing");
        } catch (EOFException cut) {
            throw new TamperedException("Sealed bytes end too early");
        } catch (IOException failed) {
            throw StoreFault.of("reading a sealed object", failed);
        }
    }
}
