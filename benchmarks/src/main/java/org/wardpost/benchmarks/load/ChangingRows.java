package org.wardpost.benchmarks.load;

import static org.wardpost.benchmarks.load.Workload.Unit.MILLISECONDS;
import static org.wardpost.benchmarks.load.Workload.Unit.PER_SECOND;

import java.io.IOException;
import java.util.List;
import org.wardpost.benchmarks.peers.Peer;

/** STORE, COPY and MOVE over TLS, by one client, and STORE by eight too. */
final class ChangingRows {
    private static final int ACCOUNT = 2;
    private static final int SINGLES = 500;
    private final Corpus corpus;
    private final int range;
    private final int moved;

    /**
     * @param range messages of the STORE of one range
     * @param moved messages of one COPY or MOVE
     */
    ChangingRows(Corpus corpus, int range, int moved) {
        this.corpus = corpus;
        this.range = range;
        this.moved = moved;
    }

    List<Workload> rows() {
        Workload.Step flags = peer -> fill(peer, ACCOUNT, "Flags", range);
        Workload.Step source = peer -> fill(peer, ACCOUNT, "Source", moved);
        var floor = new Floor.Absolute(5000);
        return List.of(
                new Workload(
                        "STORE one by one, 8 connections",
                        PER_SECOND,
                        new Floor.Absolute(1500),
                        this::fillEach,
                        this::storeSinglesAtOnce),
                new Workload("STORE one by one, 1 connection", PER_SECOND, new Floor.None(), flags, this::storeSingles),
                new Workload(
                        "STORE one range of " + say(range),
                        MILLISECONDS,
                        new Floor.Absolute(50),
                        flags,
                        this::storeRange),
                new Workload("COPY of " + say(moved), PER_SECOND, floor, source, this::copy),
                new Workload("MOVE of " + say(moved), PER_SECOND, floor, source, this::move));
    }

    private static String say(int number) {
        return "%,d".formatted(number);
    }

    private void fill(Peer peer, int account, String mailbox, int count) throws Exception {
        try (var imap = Clients.login(peer, account)) {
            Clients.filled(imap, mailbox, corpus, count);
        }
    }

    private void fillEach(Peer peer) throws Exception {
        for (int account = 0; account < Clients.CONNECTIONS; account++) fill(peer, account, "Singles", SINGLES);
    }

    private double storeSinglesAtOnce(Peer peer) throws Exception {
        for (int account = 0; account < Clients.CONNECTIONS; account++) {
            try (var imap = Clients.login(peer, account)) {
                imap.ok("SELECT Singles");
                imap.ok("STORE 1:* -FLAGS.SILENT (\\Flagged)");
            }
        }
        double seconds = Clients.atOnce(Clients.CONNECTIONS, number -> {
            try (var imap = Clients.login(peer, number)) {
                imap.ok("SELECT Singles");
                flagSingly(imap, SINGLES);
            }
        });
        return Clients.CONNECTIONS * SINGLES / seconds;
    }

    private double storeSingles(Peer peer) throws Exception {
        try (var imap = Clients.login(peer, ACCOUNT)) {
            imap.ok("SELECT Flags");
            imap.ok("STORE 1:* -FLAGS.SILENT (\\Flagged)");
            int count = Math.min(SINGLES, range);
            return count / Clients.seconds(() -> flagSingly(imap, count));
        }
    }

    private static void flagSingly(ImapClient imap, int count) throws IOException {
        int[] told = {0};
        for (int i = 1; i <= count; i++)
            imap.ok("STORE " + i + " +FLAGS (\\Flagged)", response -> {
                if (response.after("\\Flagged") > 0) told[0]++;
            });
        if (told[0] != count) throw new AssertionError(told[0] + " changes were told, not " + count);
    }

    private double storeRange(Peer peer) throws Exception {
        try (var imap = Clients.login(peer, ACCOUNT)) {
            imap.ok("SELECT Flags");
            imap.ok("STORE 1:* -FLAGS.SILENT (\\Answered)");
            double seconds = Clients.seconds(() -> imap.ok("STORE 1:* +FLAGS.SILENT (\\Answered)"));
            int[] answered = {0};
            imap.ok("FETCH 1:* (FLAGS)", response -> {
                if (response.after("\\Answered") > 0) answered[0]++;
            });
            if (answered[0] != range) throw new AssertionError(answered[0] + " are answered, not " + range);
            return 1000 * seconds;
        }
    }

    private double copy(Peer peer) throws Exception {
        return transfer(peer, "COPY", moved);
    }

    private double move(Peer peer) throws Exception {
        double rate = transfer(peer, "MOVE", 0);
        try (var imap = Clients.login(peer, ACCOUNT)) { // back again for the next round
            imap.ok("SELECT Target");
            imap.ok("MOVE 1:* Source");
        }
        return rate;
    }

    private double transfer(Peer peer, String verb, int left) throws Exception {
        try (var imap = Clients.login(peer, ACCOUNT)) {
            Clients.fresh(imap, "Target");
            imap.ok("SELECT Source");
            double seconds = Clients.seconds(() -> imap.ok(verb + " 1:* Target"));
            Clients.expectMessages(imap, "Target", moved);
            imap.ok("UNSELECT");
            Clients.expectMessages(imap, "Source", left);
            return moved / seconds;
        }
    }
}
