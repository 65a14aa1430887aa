package org.wardpost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents lead somewhere, and decisions have their five parts. */
@Tag("house")
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
    private static final List<String> PARTS =
            List.of("**Context.**", "**Decision.**", "**Rejected.**", "**Consequences.**", "**Undo when**");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        var broken = new TreeSet<String>();
        for (var document : documents()) {
            LINK.matcher(ProjectTree.read(document)).results().forEach(link -> {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    broken.add(ProjectTree.name(document) + " -> " + link.group(1));
                }
            });
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDecisionHasItsPartsAndFitsAPage() throws IOException {
        var decisions = documents().stream()
                .filter(file -> file.getFileName().toString().matches("\\d{4}-.*"))
                .toList();
        assertThat(decisions)
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(ProjectTree.read(decision))
                        .as(ProjectTree.name(decision))
                        .contains(PARTS)
                        .matches(text -> text.lines().count() < 40, "under 40 lines"));
        assertThat(decisions)
                .extracting(file -> file.getFileName().toString().substring(0, 4))
                .doesNotHaveDuplicates();
    }

    private static List<Path> documents() throws IOException {
        var root = ProjectTree.root();
        var places = new ArrayList<Path>();
        for (var folder : List.of(
                root, root.resolve("docs"), root.resolve("docs/decisions"), root.resolve("docs/changes/next"))) {
            places.addAll(markdown(folder));
        }
        try (Stream<Path> modules = Files.list(root)) {
            for (var module : modules.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .toList()) {
                places.addAll(markdown(module));
            }
        }
        return places;
    }

    private static List<Path> markdown(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
