package org.wardpost.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.wardpost.store.sql.H2Database;

/** A database file that is written again, write by write, as {@link WriteRecorder} heard them. */
public final class WriteReplay implements AutoCloseable {
    private final Path file;
    private final Path copy;
    private final RandomAccessFile octets;

    /** @param folder where the file and its copy are put; a file of an earlier life may lie there, see {@link #after} */
    public WriteReplay(Path folder) throws IOException {
        file = Files.createDirectories(folder).resolve("so-far");
        copy = Files.createDirectories(folder.resolve("killed"));
        octets = new RandomAccessFile(file.toFile(), "rw");
    }

    /** One that goes on from the database in {@code killed}. */
    public static WriteReplay after(Path killed, Path folder) throws IOException {
        Files.copy(H2Database.file(killed), Files.createDirectories(folder).resolve("so-far"));
        return new WriteReplay(folder);
    }

    public void apply(WriteRecorder.Write write) throws IOException {
        write.applyTo(octets);
    }

    /** The file as it is now. */
    public Path file() {
        return file;
    }

    /** A database folder with a copy of it, the same each time. */
    public Path copied() throws IOException {
        Files.copy(file, H2Database.file(copy), StandardCopyOption.REPLACE_EXISTING);
        return copy;
    }

    @Override
    public void close() throws IOException {
        octets.close();
    }
}
