package org.wardpost.benchmarks.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardpost.benchmarks.peers.Peer;

/** Measures each row at each peer, one after the other in turn, so that what else the machine does meets them all. */
final class Rounds {
    private final List<Peer> peers;
    private final int rounds;

    Rounds(List<Peer> peers, int rounds) {
        this.peers = peers;
        this.rounds = rounds;
    }

    /** @return the median of each row, by the peer's id; the first round warms up, every peer alike, and does not count */
    Map<Workload, Map<String, Double>> run(List<Workload> rows) throws Exception {
        var medians = new LinkedHashMap<Workload, Map<String, Double>>();
        for (var row : rows) medians.put(row, run(row));
        return medians;
    }

    private Map<String, Double> run(Workload row) throws Exception {
        var samples = new HashMap<String, List<Double>>();
        for (var peer : peers) row.preparing().at(peer);
        for (int round = row.warming() ? 0 : 1; round <= rounds; round++) {
            for (var peer : peers) {
                double figure = row.measuring().of(peer);
                if (round > 0)
                    samples.computeIfAbsent(peer.id(), _ -> new ArrayList<>()).add(figure);
            }
        }
        var medians = new HashMap<String, Double>();
        for (var peer : peers) {
            var all = samples.getOrDefault(peer.id(), List.of()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            medians.put(peer.id(), Clients.median(all));
            System.err.printf("%-38s %-20s %10s  of", row.name(), peer.name(), Table.text(row, Clients.median(all)));
            for (double sample : all) System.err.print(" " + Table.text(row, sample));
            System.err.println();
        }
        return medians;
    }
}
