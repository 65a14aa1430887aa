package org.wardpost.integration.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches what a process holds open for writing, from start to end: a temporary file that was deleted before the kill lies on the
 * platter all the same, and one outside the product's folders is a place that nobody looks at.
 */
final class OpenFiles implements AutoCloseable {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(25);
    private static final String DELETED = " (deleted)";
    private final Path process;
    private final List<Path> own;
    private final DiskScan scan;
    private final Map<String, Long> read = new TreeMap<>();
    private final Set<String> elsewhere = new TreeSet<>();
    private final Thread watcher;
    private volatile boolean ended;
    private volatile @Nullable RuntimeException failure;

    /**
     * @param own folders and files that are scanned after the kill anyway; what is deleted from them is read here
     * @param scan looked at after {@link #close} only
     */
    OpenFiles(long pid, List<Path> own, DiskScan scan) {
        this.process = Path.of("/proc", Long.toString(pid));
        this.own = own.stream().map(OpenFiles::real).toList();
        this.scan = scan;
        this.watcher = Thread.ofPlatform().daemon().name("open files").start(this::watch);
    }

    /** Files outside its own folders that the process wrote to. */
    Set<String> elsewhere() {
        return elsewhere;
    }

    DiskScan scan() {
        return scan;
    }

    private void watch() {
        try {
            while (!ended) {
                look();
                LockSupport.parkNanos(EVERY);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void look() {
        for (var descriptor : descriptors()) {
            try {
                var name = Files.readSymbolicLink(descriptor).toString();
                if (!name.startsWith("/") || name.startsWith("/dev/") && !name.startsWith("/dev/shm/")) continue;
                if (!writable(descriptor.getFileName())) continue;
                var path = Path.of(name.replace(DELETED, ""));
                boolean ours = own.stream().anyMatch(path::startsWith);
                if (!ours) elsewhere.add(name);
                if (!ours || name.endsWith(DELETED) || temporary(path)) readOnce(name, descriptor);
            } catch (IOException | UncheckedIOException closedMeanwhile) {
                // most descriptors live shorter than a look
            }
        }
    }

    /** Below a folder {@code tmp} that is not the machine's: what lies there is soon gone. */
    private static boolean temporary(Path path) {
        for (int i = 1; i < path.getNameCount() - 1; i++)
            if (path.getName(i).toString().equals("tmp")) return true;
        return false;
    }

    private void readOnce(String name, Path descriptor) throws IOException {
        long size = Files.size(descriptor);
        var before = read.put(name, size);
        if (before == null || before != size) scan.file(descriptor);
    }

    private List<Path> descriptors() {
        var all = new ArrayList<Path>();
        try (var folder = Files.newDirectoryStream(process.resolve("fd"))) {
            folder.forEach(all::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException processEnded) {
            // what was seen until then counts
        }
        return all;
    }

    /** O_WRONLY or O_RDWR, proc_pid_fdinfo(5). */
    private boolean writable(Path number) throws IOException {
        for (var line : Files.readAllLines(process.resolve("fdinfo").resolve(number))) {
            if (line.startsWith("flags:"))
                return (Integer.parseInt(line.substring(6).strip(), 8) & 3) != 0;
        }
        return false;
    }

    private static Path real(Path path) {
        try {
            return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            watcher.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure != null) throw new IllegalStateException("not everything was watched", failure);
    }
}
