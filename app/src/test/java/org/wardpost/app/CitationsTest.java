package org.wardpost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Code and {@code docs/standards.md} say the same: what is cited has its row, and what a row calls ours is cited. */
@Tag("house")
class CitationsTest {
    private static final Pattern CITATION = Pattern.compile("(RFC \\d+|MS-[A-Z]+) §([\\d.]+)");
    private static final Pattern NAME = Pattern.compile("RFC \\d+|MS-[A-Z]+");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (RFC \\d+|MS-[A-Z]+) \\|[^|]*\\| (\\w+) \\|");

    @Test
    void everyCitedStandardHasItsRow() {
        var rows = rows().keySet();
        var missing = new TreeMap<String, Set<String>>();
        cited().forEach((standard, places) -> {
            if (!rows.contains(standard)) {
                missing.put(standard, places);
            }
        });
        assertThat(missing)
                .as("cited in code, without a row in docs/standards.md")
                .isEmpty();
    }

    @Test
    void everyRowThatSaysYesIsCited() {
        var yes = rows().entrySet().stream()
                .filter(row -> row.getValue().equals("yes"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        for (var file : ProjectTree.mainSources()) {
            NAME.matcher(ProjectTree.read(file)).results().forEach(name -> yes.remove(name.group()));
        }
        assertThat(yes).as("called ours in docs/standards.md, cited nowhere").isEmpty();
    }

    @Test
    void everyRowHasAStateThatThePageExplains() {
        assertThat(rows()).isNotEmpty();
        assertThat(rows().values()).isSubsetOf("yes", "james", "library", "part", "no");
    }

    private static Map<String, Set<String>> cited() {
        var cited = new TreeMap<String, Set<String>>();
        for (var file : ProjectTree.mainSources()) {
            CITATION.matcher(ProjectTree.read(file))
                    .results()
                    .forEach(citation -> cited.computeIfAbsent(citation.group(1), _ -> new TreeSet<>())
                            .add(ProjectTree.name(file)));
        }
        return cited;
    }

    private static Map<String, String> rows() {
        return ROW.matcher(ProjectTree.read(ProjectTree.root().resolve("docs/standards.md")))
                .results()
                .collect(Collectors.toMap(
                        (MatchResult row) -> row.group(1), row -> row.group(2), (first, _) -> first, TreeMap::new));
    }
}
