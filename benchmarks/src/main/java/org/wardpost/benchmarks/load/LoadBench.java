package org.wardpost.benchmarks.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardpost.benchmarks.peers.DovecotPeer;
import org.wardpost.benchmarks.peers.Peer;
import org.wardpost.benchmarks.peers.WardpostPeer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures whole servers in one run, alternating, and writes the table of {@code docs/benchmarks.md}: {@code benchmarks/run}. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Measures Wardpost against Debian's Dovecot and Postfix in one run, and writes the table.")
public final class LoadBench implements Callable<Integer> {
    private static final int ACCOUNTS = Clients.CONNECTIONS;
    private static final int LARGE = 10_000; // messages of the mailbox that is selected, at --messages 2000

    @Option(names = "--only", split = ",", paramLabel = "TEXT", description = "Rows whose name contains one of these.")
    private List<String> only = List.of();

    @Option(
            names = "--peers",
            paramLabel = "PEER",
            description = "Of wardpost, dovecot, dovecot-crypt (default: all three).",
            split = ",",
            defaultValue = "wardpost,dovecot,dovecot-crypt")
    private List<String> peers = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Measured rounds after one that warms up (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int rounds;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "Messages of one measurement; the table's: ${DEFAULT-VALUE}.",
            defaultValue = "2000")
    private int messages;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the servers put their mail; removed at the end (default: ${DEFAULT-VALUE}).",
            defaultValue = "/var/tmp/wardpost-bench")
    private Path folder = Path.of("/var/tmp/wardpost-bench");

    @Option(names = "--into", paramLabel = "FILE", description = "Writes the table into this page, between its marks.")
    private @Nullable Path page;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var own = folder.resolve("run-" + ProcessHandle.current().pid());
        var started = new ArrayList<Peer>();
        try {
            var rows = rows(own);
            if (rows.isEmpty()) throw new IllegalArgumentException("no row is called like " + only);
            for (var name : peers) started.add(started(name, Files.createDirectories(own.resolve(name))));
            var figures = new Rounds(started, rounds).run(rows);
            var table = Table.of(
                    started.stream()
                            .map(peer -> new Column(peer.id(), peer.name()))
                            .toList(),
                    figures);
            System.out.println(table);
            if (page != null) {
                var machine = Machine.here(own, rounds, messages);
                BenchmarksPage.write(page, machine + "\n\n" + table);
            }
            return 0;
        } finally {
            started.forEach(Peer::close);
            Folders.delete(own);
        }
    }

    private List<Workload> rows(Path own) {
        var corpus = new Corpus(messages);
        return Stream.of(
                        new DeliveryRows(corpus, messages / 2).rows(),
                        new ReadingRows(corpus, messages).rows(),
                        new ChangingRows(corpus, messages, messages / 2).rows(),
                        new SessionRows(corpus, LARGE / 2000 * messages / 20 * 20).rows(),
                        ProcessRows.rows(),
                        List.of(EncryptionShare.row(own, corpus)))
                .flatMap(List::stream)
                .filter(row -> only.isEmpty() || only.stream().anyMatch(row.name()::contains))
                .toList();
    }

    private static Peer started(String name, Path own) {
        return switch (name) {
            case WardpostPeer.ID -> new WardpostPeer(own, ACCOUNTS, Optional.empty());
            case DovecotPeer.ID -> new DovecotPeer(own, ACCOUNTS, false);
            case DovecotPeer.ENCRYPTED_ID -> new DovecotPeer(own, ACCOUNTS, true);
            default -> throw new IllegalArgumentException("unknown peer " + name);
        };
    }
}
