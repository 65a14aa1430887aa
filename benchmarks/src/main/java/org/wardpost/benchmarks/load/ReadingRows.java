package org.wardpost.benchmarks.load;

import static org.wardpost.benchmarks.load.Workload.Unit.PER_SECOND;

import java.util.List;
import org.wardpost.benchmarks.peers.Peer;

/** FETCH of a mailbox by one client over TLS: all bodies, and what a program shows in its list. */
final class ReadingRows {
    private static final String METADATA = "FETCH 1:* (UID FLAGS ENVELOPE BODYSTRUCTURE INTERNALDATE RFC822.SIZE)";
    private static final int ACCOUNT = 1;
    private final Corpus corpus;
    private final int count;

    /** @param count messages of the mailbox */
    ReadingRows(Corpus corpus, int count) {
        this.corpus = corpus;
        this.count = count;
    }

    List<Workload> rows() {
        return List.of(
                new Workload(
                        "UID FETCH 1:* BODY.PEEK[]",
                        PER_SECOND,
                        new Floor.Absolute(6000),
                        peer -> fill(peer, "Fetch"),
                        this::bodies),
                new Workload("FETCH metadata, first", PER_SECOND, new Floor.Absolute(10_000), this::metadataFirst),
                new Workload(
                        "FETCH metadata, warm",
                        PER_SECOND,
                        new Floor.Absolute(15_000),
                        peer -> fill(peer, "Warm"),
                        this::metadataWarm));
    }

    private void fill(Peer peer, String mailbox) throws Exception {
        try (var imap = Clients.login(peer, ACCOUNT)) {
            Clients.filled(imap, mailbox, corpus, count);
        }
    }

    private double bodies(Peer peer) throws Exception {
        try (var imap = Clients.login(peer, ACCOUNT)) {
            imap.ok("SELECT Fetch");
            int[] seen = {0};
            double seconds = Clients.seconds(() -> imap.ok("UID FETCH 1:* BODY.PEEK[]", response -> {
                int uid = (int) response.number("UID ");
                if (response.literal("BODY[] {") != corpus.checksum(uid - 1))
                    throw new AssertionError("the body of UID " + uid + " is not what was appended");
                seen[0]++;
            }));
            expect(seen[0]);
            return count / seconds;
        }
    }

    /** A mailbox that nobody has listed yet. */
    private double metadataFirst(Peer peer) throws Exception {
        fill(peer, "First");
        return metadata(peer, "First");
    }

    private double metadataWarm(Peer peer) throws Exception {
        metadata(peer, "Warm");
        return metadata(peer, "Warm");
    }

    private double metadata(Peer peer, String mailbox) throws Exception {
        try (var imap = Clients.login(peer, ACCOUNT)) {
            imap.ok("SELECT " + mailbox);
            int[] seen = {0};
            double seconds = Clients.seconds(() -> imap.ok(METADATA, response -> {
                int number = seen[0]++;
                if (response.number("UID ") != number + 1
                        || response.number("RFC822.SIZE ") != corpus.message(number).length
                        || response.number("\"handover of bed ") != number
                        || response.after("BODYSTRUCTURE (\"") < 0)
                    throw new AssertionError("message " + (number + 1) + " is listed wrongly: " + response);
            }));
            expect(seen[0]);
            return count / seconds;
        }
    }

    private void expect(int seen) {
        if (seen != count) throw new AssertionError(seen + " messages were fetched, not " + count);
    }
}
