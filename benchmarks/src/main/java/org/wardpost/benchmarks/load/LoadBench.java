package org.wardpost.benchmarks.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wardpost.benchmarks.peers.DovecotPeer;
import org.wardpost.benchmarks.peers.Peer;
import org.wardpost.benchmarks.peers.WardpostPeer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures whole servers one after the other in one run and prints the table of {@code docs/benchmarks.md}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Measures Wardpost against Debian's Dovecot in one run.")
public final class LoadBench implements Callable<Integer> {
    @Option(names = "--only", description = "Rows whose name contains this text.", defaultValue = "")
    private String only = "";

    @Option(
            names = "--peers",
            description = "wardpost, dovecot, dovecot-crypt",
            split = ",",
            defaultValue = "wardpost,dovecot-crypt,dovecot")
    private List<String> peers = List.of();

    @Option(names = "--messages", description = "Messages of the reading workloads.", defaultValue = "2000")
    private int messages;

    @Option(
            names = "--folder",
            description = "Where the servers put their mail.",
            defaultValue = "/var/tmp/wardpost-bench")
    private Path folder = Path.of("/var/tmp/wardpost-bench");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var rows = new Workloads(messages)
                .all().stream().filter(row -> row.name().contains(only)).toList();
        Map<String, Map<Workload, Double>> figures = new LinkedHashMap<>();
        for (var name : peers) {
            var own = Files.createDirectories(
                    folder.resolve(name + "-" + ProcessHandle.current().pid()));
            try (var peer = started(name, own)) {
                var column = new LinkedHashMap<Workload, Double>();
                for (var row : rows) {
                    double figure = row.measure(peer);
                    column.put(row, figure);
                    System.err.printf("%-22s %-40s %s%n", peer.name(), row.name(), text(row, figure));
                }
                figures.put(peer.name(), column);
            }
        }
        print(rows, figures);
        return 0;
    }

    private static Peer started(String name, Path own) {
        return switch (name) {
            case "wardpost" -> new WardpostPeer(own, 8);
            case "dovecot" -> new DovecotPeer(own, 8, false);
            case "dovecot-crypt" -> new DovecotPeer(own, 8, true);
            default -> throw new IllegalArgumentException("unknown peer " + name);
        };
    }

    private static void print(List<Workload> rows, Map<String, Map<Workload, Double>> figures) {
        var names = new ArrayList<>(figures.keySet());
        var others = names.subList(Math.min(1, names.size()), names.size());
        var head = new StringBuilder("| workload | " + String.join(" | ", names));
        others.forEach(name -> head.append(" | better than ").append(name));
        System.out.println(head + " |");
        System.out.println("|---".repeat(1 + names.size() + others.size()) + "|");
        for (var row : rows) {
            var line = new StringBuilder("| " + row.name());
            names.forEach(name -> line.append(" | ").append(text(row, figure(figures, name, row))));
            for (var name : others) {
                double ours = figure(figures, names.getFirst(), row);
                double theirs = figure(figures, name, row);
                double ratio = row.unit().moreIsBetter ? ours / theirs : theirs / ours;
                line.append(" | ").append(Double.isNaN(ratio) ? "-" : "%.2f x".formatted(ratio));
            }
            System.out.println(line + " |");
        }
    }

    private static double figure(Map<String, Map<Workload, Double>> figures, String peer, Workload row) {
        return figures.getOrDefault(peer, Map.of()).getOrDefault(row, Double.NaN);
    }

    private static String text(Workload row, double figure) {
        if (Double.isNaN(figure)) return "-";
        return (figure < 10 ? "%.2f" : "%,.0f").formatted(figure) + row.unit().suffix;
    }
}
