package org.wardpost.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree, for tests of the house itself: what bytecode does not show (comments, file sizes, documents). */
final class ProjectTree {
    private static final List<String> MODULES =
            List.of("vault", "store", "identity", "mail-server", "app", "integration-tests", "benchmarks");

    private ProjectTree() {}

    static Path root() {
        var here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("check")) ? here : here.getParent();
    }

    static List<Path> mainSources() {
        return MODULES.stream()
                .flatMap(module -> javaBelow(root().resolve(module).resolve("src/main/java")))
                .toList();
    }

    static List<Path> testSources() {
        return MODULES.stream()
                .flatMap(module -> javaBelow(root().resolve(module).resolve("src/test/java")))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return root().relativize(file.toAbsolutePath()).toString();
    }

    private static Stream<Path> javaBelow(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
