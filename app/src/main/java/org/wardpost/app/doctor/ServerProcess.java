package org.wardpost.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/** Finds the process that has a data folder open: the kernel lists who holds its lock. */
final class ServerProcess {
    private static final int PID = 4;
    private static final int FILE = 5;

    private ServerProcess() {}

    /** Empty if none has, or it cannot be seen. Line of {@code /proc/locks}: number, POSIX, ADVISORY, WRITE, pid, device:inode. */
    static OptionalLong of(Path data, Path proc) {
        try {
            var inode = ":" + Files.getAttribute(data.resolve("lock"), "unix:ino");
            return Files.readAllLines(proc.resolve("locks")).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words ->
                            words.length > FILE && !Arrays.asList(words).contains("->"))
                    .filter(words -> words[FILE].endsWith(inode))
                    .mapToLong(words -> Long.parseLong(words[PID]))
                    .filter(pid -> pid > 0)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
