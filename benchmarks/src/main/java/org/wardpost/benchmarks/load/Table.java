package org.wardpost.benchmarks.load;

import java.util.List;
import java.util.Map;

/** The figures in Markdown: a column a peer, and how many times the first is better than each other. */
final class Table {
    private Table() {}

    /**
     * @param peers ours first
     * @param figures of each row, by the peer's id
     */
    static String of(List<Column> peers, Map<Workload, Map<String, Double>> figures) {
        var first = peers.getFirst();
        var others = peers.subList(1, peers.size());
        var text = new StringBuilder("| workload");
        peers.forEach(peer -> text.append(" | ").append(peer.name()));
        others.forEach(peer -> text.append(" | better than ").append(peer.name()));
        text.append(" | floor |\n")
                .append("|---".repeat(2 + peers.size() + others.size()))
                .append("|\n");
        figures.forEach((row, of) -> {
            double ours = of.getOrDefault(first.id(), Double.NaN);
            text.append("| ").append(row.name());
            peers.forEach(peer -> text.append(" | ").append(text(row, of.getOrDefault(peer.id(), Double.NaN))));
            for (var peer : others) {
                double times = row.unit().better(ours, of.getOrDefault(peer.id(), Double.NaN));
                text.append(" | ").append(Double.isFinite(times) ? "%.2f x".formatted(times) : "-");
            }
            text.append(" | ").append(floor(row, ours, of)).append(" |\n");
        });
        return text.toString().stripTrailing();
    }

    private static String floor(Workload row, double ours, Map<String, Double> of) {
        var asked = switch (row.floor()) {
            case Floor.Absolute(var figure) -> (row.unit().moreIsBetter ? "≥ " : "≤ ") + text(row, figure);
            case Floor.Times(var factor, var peer) -> "%.1f x %s".formatted(factor, peer);
            case Floor.None() -> "";
        };
        return row.floor().reached(ours, of, row.unit()) ? asked : asked + ", **missed**";
    }

    static String text(Workload row, double figure) {
        if (Double.isNaN(figure)) return "-";
        return (Math.abs(figure) < 10 ? "%.2f" : "%,.0f").formatted(figure) + row.unit().suffix;
    }
}
