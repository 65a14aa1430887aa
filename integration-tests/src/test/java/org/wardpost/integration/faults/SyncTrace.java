package org.wardpost.integration.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** {@code strace} on a running server: when each {@code fsync} of a file below a folder began and ended, by the machine's clock. */
final class SyncTrace implements AutoCloseable {
    private static final Pattern SYNC =
            Pattern.compile("(\\d+\\.\\d+) (?:fsync|fdatasync|msync)\\(.*?<(.*?)>.*\\) += 0 <(\\d+\\.\\d+)>");
    private final Process strace;
    private final Path output;
    private final String folder;

    /** One finished call: seconds since 1970. */
    record Sync(double began, double ended) {}

    SyncTrace(long pid, Path output, Path folder) {
        this.output = output;
        this.folder = folder.toString();
        try {
            strace = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-y",
                            "-ttt",
                            "-T",
                            "-e",
                            "trace=fsync,fdatasync",
                            "-o",
                            output.toString(),
                            "-p",
                            Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(output.resolveSibling("strace.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("strace attached")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        Files.readString(output.resolveSibling("strace.log")).contains("attached"));
    }

    /** Ends the trace and reads it. */
    List<Sync> syncs() {
        close();
        try (var lines = Files.lines(output)) {
            return lines.map(SYNC::matcher)
                    .filter(line -> line.find() && line.group(2).startsWith(folder))
                    .map(line -> {
                        double began = Double.parseDouble(line.group(1));
                        return new Sync(began, began + Double.parseDouble(line.group(3)));
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        strace.destroy();
        try {
            strace.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
