package org.wardpost.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs and ends other programs. */
final class Commands {
    private static final int PATIENCE_SECONDS = 10;

    private Commands() {}

    /** @throws IOException with what it said, if it does not end well */
    static void run(String... command) throws IOException {
        var run = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (run.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + said);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** SIGTERM, and SIGKILL to whom that is not enough. */
    static void end(@Nullable Process process) {
        if (process == null) return;
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
