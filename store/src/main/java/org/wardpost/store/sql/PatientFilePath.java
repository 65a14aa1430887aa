package org.wardpost.store.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2's file on a disk that others fill: a write that finds no room waits for it. Without this H2 closes for good at the first such write,
 * its own housekeeping included, and everybody's mail is away until a restart. New changes are refused meanwhile by
 * {@link H2Database#requireRoom}, reading goes on. Public for H2, which makes it by reflection.
 */
public final class PatientFilePath extends FilePathWrapper {
    static final String SCHEME = "patient";
    private static final Logger LOG = LoggerFactory.getLogger(PatientFilePath.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Called by H2. */
    public PatientFilePath() {}

    /** To be called before the first path of this kind. */
    static void register() {
        FilePath.register(new PatientFilePath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new PatientFile(getBase().open(mode));
    }

    /** A write as Java does it. */
    interface Write {
        int write() throws IOException;
    }

    /** Java has no class for a full disk, only the system's words: ENOSPC, EDQUOT. */
    static boolean isFull(IOException failed) {
        var words = String.valueOf(failed.getMessage());
        return words.contains("No space left") || words.contains("quota exceeded");
    }

    static int patiently(Write write) throws IOException {
        for (boolean told = false; ; told = true) {
            try {
                return write.write();
            } catch (IOException failed) {
                if (!isFull(failed)) {
                    throw failed;
                }
                if (!told) {
                    LOG.error(
                            "The disk is full: what is under way waits until there is room, new changes are refused.");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static final class PatientFile extends FileBase {
        private final FileChannel file;

        PatientFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer octets, long position) throws IOException {
            return patiently(() -> file.write(octets, position));
        }

        @Override
        public int write(ByteBuffer octets) throws IOException {
            return patiently(() -> file.write(octets));
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
