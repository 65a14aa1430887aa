package org.wardpost.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command left behind: its exit code and all that it printed. */
public record Finished(int exitCode, String output, String errors) {
    /** Runs a command to its end, for two minutes at most, with {@code temp} as its temporary folder. */
    public static Finished run(List<String> command, Path temp) {
        return run(command, temp, "");
    }

    /** The same with {@code input} on its standard input. */
    public static Finished run(List<String> command, Path temp, String input) {
        return run(command, temp, input, Duration.ofMinutes(2));
    }

    /** The same for {@code atMost}. @throws IllegalStateException when it is not finished by then */
    public static Finished run(List<String> command, Path temp, String input, Duration atMost) {
        try {
            Files.createDirectories(temp);
            var in = Files.createTempFile(temp, "in", "");
            var out = Files.createTempFile(temp, "out", "");
            var err = Files.createTempFile(temp, "err", "");
            Files.writeString(in, input);
            var builder = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("TMPDIR", temp.toString());
            var process = builder.start();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "not finished in " + atMost.toSeconds() + " s: " + command + "\n" + Files.readString(err));
            }
            var finished = new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
            for (var file : List.of(in, out, err)) Files.delete(file);
            return finished;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws AssertionError with everything printed, unless it ended with 1 and said {@code words} in a sentence */
    public Finished refused(String words) {
        if (exitCode != 1 || !errors.contains(words) || errors.contains("\tat "))
            throw new AssertionError("exit code " + exitCode + "\n" + output + "\n" + errors);
        return this;
    }

    /** @throws AssertionError with everything printed, unless the exit code is 0 */
    public Finished succeeded() {
        if (exitCode != 0) throw new AssertionError("exit code " + exitCode + "\n" + output + "\n" + errors);
        return this;
    }
}
