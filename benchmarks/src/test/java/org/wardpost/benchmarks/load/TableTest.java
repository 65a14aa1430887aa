package org.wardpost.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.benchmarks.load.Workload.Unit;

/** The table says what is better, by how much, and which floor is missed. */
class TableTest {
    private static final List<Column> PEERS = List.of(
            new Column("wardpost", "Wardpost"),
            new Column("dovecot", "Dovecot"),
            new Column("dovecot-crypt", "Dovecot, mail_crypt"));

    private static Workload row(String name, Unit unit, Floor floor) {
        return new Workload(name, unit, floor, _ -> 0);
    }

    @Test
    void moreIsBetterOrLessIs() {
        var rate = row("rate", Unit.PER_SECOND, new Floor.Times(1.5, "dovecot-crypt"));
        var time = row("time", Unit.MILLISECONDS, new Floor.Absolute(5));
        var figures = new LinkedHashMap<Workload, Map<String, Double>>();
        figures.put(rate, Map.of("wardpost", 600.0, "dovecot", 300.0, "dovecot-crypt", 400.0));
        figures.put(time, Map.of("wardpost", 8.0, "dovecot", 2.0));
        assertThat(Table.of(PEERS, figures).lines())
                .containsExactly(
                        "| workload | Wardpost | Dovecot | Dovecot, mail_crypt | better than Dovecot | better than Dovecot, mail_crypt | floor |",
                        "|---|---|---|---|---|---|---|",
                        "| rate | 600/s | 300/s | 400/s | 2.00 x | 1.50 x | 1.5 x dovecot-crypt |",
                        "| time | 8.00 ms | 2.00 ms | - | 0.25 x | - | ≤ 5.00 ms, **missed** |");
    }

    @Test
    void aMissingFigureMissesItsFloor() {
        var rate = row("rate", Unit.PER_SECOND, new Floor.Times(1.5, "dovecot-crypt"));
        assertThat(Table.of(PEERS.subList(0, 1), Map.of(rate, Map.of("wardpost", 1.0))))
                .contains("missed");
    }

    @Test
    void memoryGivenBackIsNoRatio() {
        var memory = row("memory", Unit.MEGABYTES, new Floor.Absolute(60));
        assertThat(Table.of(PEERS.subList(0, 2), Map.of(memory, Map.of("wardpost", -12.0, "dovecot", 400.0))))
                .endsWith("| memory | -12 MB | 400 MB | - | ≤ 60 MB |");
    }

    @Test
    void thePageKeepsWhatStandsAroundTheTable(@TempDir Path folder) throws Exception {
        var page = folder.resolve("page.md");
        Files.writeString(page, "before\n" + BenchmarksPage.BEGIN + "\nold\n" + BenchmarksPage.END + "\nafter\n");
        BenchmarksPage.write(page, "new");
        assertThat(page).hasContent("before\n" + BenchmarksPage.BEGIN + "\nnew\n" + BenchmarksPage.END + "\nafter\n");
    }
}
