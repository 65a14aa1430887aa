package org.wardpost.store.blob;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.wardpost.vault.Ids;

/** Sealed bytes on their way in: in memory while they are few and memory lasts, then in a file of the spool. */
final class SpoolBuffer extends OutputStream {
    private static final int FILE_BUFFER = 16 * 1024;

    private final ObjectSpool spool;
    private final ObjectLimits limits;
    private byte[] bytes = {};
    private int used;
    private @Nullable Path file;
    private @Nullable OutputStream out;

    SpoolBuffer(ObjectSpool spool, ObjectLimits limits) {
        this.spool = spool;
        this.limits = limits;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] from, int off, int len) throws IOException {
        if (out == null && !fits(len)) {
            spill();
        }
        if (out != null) {
            out.write(from, off, len);
        } else {
            System.arraycopy(from, off, bytes, used, len);
            used += len;
        }
    }

    @Override
    public void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    /** The file that holds them, or null when they are in memory. */
    @Nullable
    Path file() {
        return file;
    }

    byte[] inMemory() {
        return used == bytes.length ? bytes : Arrays.copyOf(bytes, used);
    }

    /** Writing is over; a file stays until {@link #discard}. */
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    void discard() {
        spool.giveBack(bytes.length);
        bytes = new byte[0];
        used = 0;
        try (var open = out) {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftover) {
            // deleted at the next start; its key is gone already
        }
    }

    private boolean fits(int more) {
        long need = (long) used + more;
        if (need > limits.inlineBytes()) {
            return false;
        }
        if (need <= bytes.length) {
            return true;
        }
        // a small object comes in one write, and is then as long as it need be
        int size = (int) Math.min(Math.max(need, 2L * bytes.length), limits.inlineBytes());
        if (!spool.reserve(size - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    /** From now on everything goes to a file. */
    void spill() throws IOException {
        file = limits.spoolFolder().resolve(HexFormat.of().formatHex(Ids.bytes(Ids.random())));
        out = new BufferedOutputStream(new FileOutputStream(file.toFile()), FILE_BUFFER);
        out.write(bytes, 0, used);
        spool.giveBack(bytes.length);
        bytes = new byte[0];
        used = 0;
    }
}
