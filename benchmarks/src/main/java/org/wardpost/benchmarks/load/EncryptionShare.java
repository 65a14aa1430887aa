package org.wardpost.benchmarks.load;

import static org.wardpost.benchmarks.load.Workload.Unit.PERCENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.wardpost.benchmarks.peers.Peer;
import org.wardpost.benchmarks.peers.WardpostPeer;

/**
 * Which part of the CPU time of LMTP deliveries is spent sealing: keys, seals, MACs and look-up tags, all that package
 * {@code org.wardpost.vault} does. Samples of CPU time (JEP 509) of a server of its own that is warm; its recording goes to disk once
 * it has ended, into the folder of the run.
 */
final class EncryptionShare {
    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final List<String> SEALING = List.of("org.wardpost.vault.", "com.sun.crypto.provider.");
    private static final int WARMING_ROUNDS = 6; // after two, sealing is still being compiled: 6 %, not 4.5
    private static final int MEASURED_ROUNDS = 2;
    private static final int SAMPLES = 200; // at least: 1.5 % of standard error at 5 %

    private EncryptionShare() {}

    static Workload row(Path folder, Corpus corpus) {
        return Workload.ofFreshServer(
                "encryption's share of a delivery's CPU",
                PERCENT,
                new Floor.Absolute(5),
                peer -> peer.id().equals(WardpostPeer.ID) ? measure(folder.resolve("profiled"), corpus) : Double.NaN);
    }

    private static double measure(Path folder, Corpus corpus) throws Exception {
        Folders.delete(folder);
        Files.createDirectories(folder);
        var recording = folder.resolve("delivery.jfr");
        try (var peer = new WardpostPeer(folder.resolve("server"), Clients.CONNECTIONS, Optional.of(recording))) {
            for (int i = 0; i < WARMING_ROUNDS; i++) deliver(peer, corpus);
            long from = System.currentTimeMillis();
            for (int i = 0; i < MEASURED_ROUNDS; i++) deliver(peer, corpus);
            long to = System.currentTimeMillis();
            peer.stop();
            return share(recording, from, to);
        }
    }

    private static void deliver(Peer peer, Corpus corpus) throws Exception {
        Clients.atOnce(Clients.CONNECTIONS, number -> {
            try (var lmtp = MailClient.lmtp(peer.lmtpPort())) {
                for (int i = 0; i < corpus.size() / 2; i++)
                    lmtp.send(peer.addresses().get(number), corpus.message(i));
            }
        });
    }

    private static double share(Path recording, long from, long to) throws IOException {
        long all = 0;
        long sealing = 0;
        try (var events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                var event = events.readEvent();
                long at = event.getStartTime().toEpochMilli();
                if (!event.getEventType().getName().equals(SAMPLE) || at < from || at > to) continue;
                var stack = event.getStackTrace();
                if (stack == null) continue; // taken where no stack can be walked
                all++;
                if (isSealing(stack)) sealing++;
            }
        }
        if (all < SAMPLES) throw new AssertionError("only " + all + " samples of CPU time");
        return 100.0 * sealing / all;
    }

    private static boolean isSealing(RecordedStackTrace stack) {
        return stack.getFrames().stream().anyMatch(EncryptionShare::isSealing);
    }

    private static boolean isSealing(RecordedFrame frame) {
        var type = frame.getMethod().getType().getName();
        return SEALING.stream().anyMatch(type::startsWith);
    }
}
