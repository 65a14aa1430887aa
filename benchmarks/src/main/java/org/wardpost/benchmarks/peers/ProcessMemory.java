package org.wardpost.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Proportional set size of a process and its children, from {@code /proc}. */
final class ProcessMemory {
    private ProcessMemory() {}

    static long octets(ProcessHandle process) {
        return of(process.pid())
                + process.descendants().mapToLong(child -> of(child.pid())).sum();
    }

    private static long of(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException | UncheckedIOException e) {
            return 0; // a process that ended while we read
        }
    }
}
