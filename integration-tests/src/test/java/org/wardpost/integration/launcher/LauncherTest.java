package org.wardpost.integration.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;

/** {@code ./wardpost}: which Java it finds, what that Java may not do, and what it says when it cannot start. */
class LauncherTest {
    private static final Path LAUNCHER = RunningServer.projectRoot().resolve("wardpost");

    @TempDir
    Path folder;

    @Test
    void javaMayNotWriteItsMemoryAnywhere() throws Exception {
        var flags = run(LAUNCHER, Map.of("WARDPOST_JAVA_OPTS", "-XX:+PrintFlagsFinal"), "--version")
                .output();

        assertThat(flags).containsPattern("CreateCoredumpOnCrash += false");
        assertThat(flags).containsPattern("SuppressFatalErrorMessage += true");
        assertThat(flags).containsPattern("HeapDumpOnOutOfMemoryError += false");
        assertThat(flags).containsPattern("DisableAttachMechanism += true");
        assertThat(flags).containsPattern("UsePerfData += false");
    }

    @Test
    void becomesTheJavaProcessWithoutCoreFiles() throws Exception {
        // Paused at its start by the JVM itself, so that it can be looked at; the pause ends when its file goes.
        var paused = folder.resolve("paused");
        var builder = new ProcessBuilder(LAUNCHER.toString(), "--version").directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        builder.environment()
                .putAll(Map.of(
                        "WARDPOST_NO_BUILD",
                        "1",
                        "WARDPOST_JAVA_OPTS",
                        "-XX:+UnlockDiagnosticVMOptions -XX:+PauseAtStartup -XX:PauseAtStartupFile=" + paused));
        var process = builder.start();
        try {
            await().atMost(20, TimeUnit.SECONDS).until(() -> Files.exists(paused));

            var self = Path.of("/proc", Long.toString(process.pid()));
            assertThat(self.resolve("exe").toRealPath().getFileName()).hasToString("java");
            assertThat(Files.readString(self.resolve("limits"))).containsPattern("Max core file size +0 +0");
        } finally {
            Files.deleteIfExists(paused);
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aClassArchiveOfOtherClassesIsReplaced() throws Exception {
        var archive = Files.writeString(folder.resolve("wardpost-command.jsa"), "of another build");
        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));

        var run = run(LAUNCHER, Map.of("CACHE_DIRECTORY", folder.toString()), "--version");

        assertThat(run.exitCode()).isZero();
        assertThat(Files.size(archive)).isGreaterThan(100_000);
    }

    @Test
    void aServersClassArchiveIsMadeOnceBeforeItStarts() throws Exception {
        var cache = Map.of("CACHE_DIRECTORY", folder.toString());

        var first = run(LAUNCHER, cache, "serve", "--help");
        var archive = folder.resolve("wardpost-server.jsa");
        var made = Files.getLastModifiedTime(archive);
        var second = run(LAUNCHER, cache, "serve", "--help");

        assertThat(first.output()).contains("Noting which classes");
        assertThat(Files.size(archive)).isGreaterThan(10_000_000);
        assertThat(second.output()).doesNotContain("Noting which classes");
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        assertThat(folder.resolve("wardpost-server.jsa.new")).doesNotExist();
    }

    @Test
    void trainsInAnEmptyFolderOnly() throws Exception {
        Files.createDirectory(folder.resolve("data"));

        var run = run(LAUNCHER, Map.of(), "train", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("name an empty folder");
    }

    @Test
    void passesOverAnOldJavaHome() throws Exception {
        var old = Files.createDirectories(folder.resolve("jdk-17/bin"));
        Files.writeString(folder.resolve("jdk-17/release"), "JAVA_VERSION=\"17.0.15\"\n");
        for (var tool : List.of("java", "javac")) {
            Files.writeString(old.resolve(tool), "#!/bin/sh\nexit 99\n");
            old.resolve(tool).toFile().setExecutable(true);
        }

        var run = run(LAUNCHER, Map.of("JAVA_HOME", folder.resolve("jdk-17").toString()), "--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).startsWith("wardpost ");
    }

    @Test
    void keepsTemporaryFilesWhereItIsTold() throws Exception {
        var run = run(
                LAUNCHER,
                Map.of("TMPDIR", folder.toString(), "WARDPOST_JAVA_OPTS", "-XshowSettings:properties"),
                "--version");

        assertThat(run.output()).contains("java.io.tmpdir = " + folder);
    }

    /** As under cron or systemd: the folder of a mailbox "Räume" needs a name. */
    @Test
    void namesFilesInUtf8WhateverTheLocaleIs() throws Exception {
        var run = run(
                LAUNCHER, Map.of("LC_ALL", "POSIX", "WARDPOST_JAVA_OPTS", "-XshowSettings:properties"), "--version");

        assertThat(run.output()).contains("sun.jnu.encoding = UTF-8");
    }

    @Test
    void saysWhatIsMissingWhenNothingIsBuilt() throws Exception {
        var copy = Files.copy(LAUNCHER, folder.resolve("wardpost"));
        copy.toFile().setExecutable(true);
        Files.createDirectories(folder.resolve("conf"));
        Files.copy(LAUNCHER.resolveSibling("conf/find-jdk.sh"), folder.resolve("conf/find-jdk.sh"));

        var run = run(copy, Map.of(), "--version");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).contains("not built").doesNotContain("at org.wardpost");
    }

    private record Run(int exitCode, String output) {}

    private Run run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        var out = folder.resolve("out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("WARDPOST_NO_BUILD", "1");
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("not finished in two minutes: " + command);
        }
        return new Run(process.exitValue(), Files.readString(out));
    }
}
