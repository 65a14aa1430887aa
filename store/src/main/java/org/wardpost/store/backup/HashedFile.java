package org.wardpost.store.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** A file of an archive that is being written: readable by nobody else, hashed on the way, on the platter when it is finished. */
final class HashedFile extends FilterOutputStream {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private long bytes;

    private HashedFile(FileChannel channel) {
        super(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
        this.channel = channel;
    }

    /** @param sha256 64 hexadecimal digits */
    record Sum(long bytes, String sha256) {}

    static HashedFile create(Path file) throws IOException {
        return new HashedFile(FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }

    /** Reads a whole file. */
    static Sum of(Path file) throws IOException {
        var digest = sha256();
        long bytes = 0;
        var buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new Sum(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void write(int octet) throws IOException {
        digest.update((byte) octet);
        bytes++;
        out.write(octet);
    }

    @Override
    public void write(byte[] from, int off, int len) throws IOException {
        digest.update(from, off, len);
        bytes += len;
        out.write(from, off, len);
    }

    /** Syncs the file; it is closed afterwards by {@link #close}. */
    Sum finish() throws IOException {
        out.flush();
        channel.force(true);
        return new Sum(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
