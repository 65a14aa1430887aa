package org.wardpost.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.wardpost.integration.RunningServer;

/** When, from which commit and on what a table was measured, in a sentence. */
final class Machine {
    private Machine() {}

    static String here(Path disk, int rounds, int messages) throws IOException {
        return "%s, commit %s, %d cores (%s), %,d MB, Linux %s, %s; JDK %s, %s, %s. Median of %d rounds after one to warm up, %,d messages of 10 KB; load average at the end %s."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        commit(),
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name"),
                        Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024,
                        System.getProperty("os.version"),
                        Files.getFileStore(disk).type(),
                        Runtime.version(),
                        "Dovecot " + said("dovecot", "--version").split(" ", 2)[0],
                        "Postfix " + said("postconf", "-h", "mail_version"),
                        rounds,
                        messages,
                        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    }

    private static String commit() throws IOException {
        var changed = said("git", "status", "--porcelain", "--untracked-files=no");
        return said("git", "rev-parse", "--short", "HEAD") + (changed.isEmpty() ? "" : " with changes");
    }

    private static String field(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("?");
    }

    private static String said(String... command) throws IOException {
        var run = new ProcessBuilder(List.of(command))
                .directory(RunningServer.projectRoot().toFile())
                .redirectErrorStream(true)
                .start();
        return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
