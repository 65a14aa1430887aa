package org.wardpost.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.Recorder;
import org.h2.store.fs.rec.FilePathRec;
import org.h2.store.fs.retry.FilePathRetryOnInterrupt;

/**
 * Every write that H2 makes to database files while this is open, in their order: what {@code kill -9} leaves is some number of the
 * first of them.
 */
public final class WriteRecorder implements AutoCloseable {
    /** Bytes that were written at {@code at}, or the length that the file was cut to. */
    public record Write(int kind, byte[] octets, long at) {
        /** Whether bytes were written. */
        boolean writes() {
            return kind == Recorder.WRITE;
        }

        /** The same, interrupted after {@code length} bytes. */
        Write first(int length) {
            return new Write(kind, Arrays.copyOf(octets, length), at);
        }

        /** Does it again to {@code file}. */
        void applyTo(RandomAccessFile file) throws IOException {
            switch (kind) {
                case Recorder.WRITE -> {
                    file.seek(at);
                    file.write(octets);
                }
                case Recorder.TRUNCATE -> file.setLength(at);
                default -> {}
            }
        }
    }

    /** Under the name that the store's URL has. */
    public static final class Recording extends FilePathRec {
        /** Called by H2. */
        public Recording() {}

        @Override
        public String getScheme() {
            return "retry";
        }
    }

    private final List<Write> writes = new ArrayList<>();

    /** Records until it is closed. To be made before the database is opened. */
    public WriteRecorder() {
        FilePath.register(new Recording());
        FilePathRec.setRecorder((kind, name, octets, at) -> {
            if (name.endsWith(".mv.db")) {
                synchronized (writes) {
                    writes.add(new Write(kind, octets == null ? new byte[0] : octets.clone(), at));
                }
            }
        });
    }

    /** What was written so far. */
    public List<Write> writes() {
        synchronized (writes) {
            return List.copyOf(writes);
        }
    }

    @Override
    public void close() {
        FilePathRec.setRecorder(null);
        FilePath.register(new FilePathRetryOnInterrupt());
    }
}
