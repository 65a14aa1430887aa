package org.wardpost.benchmarks.load;

import static org.wardpost.benchmarks.load.Workload.Unit.MILLISECONDS;
import static org.wardpost.benchmarks.load.Workload.Unit.PER_SECOND;

import java.io.IOException;
import java.util.List;
import org.wardpost.benchmarks.peers.Peer;

/** What programs do all day: select, catch up, wait for mail, log in. */
final class SessionRows {
    private static final int ACCOUNT = 3;
    private static final int PUSHES = 15;
    private static final int SELECTS = 21;
    private static final int COPIES = 20; // that the large mailbox is made of
    private static final int LOGINS = 60; // of each of four clients
    private final Corpus corpus;
    private final int large;

    /** @param large messages of the mailbox that is selected, a multiple of 20 */
    SessionRows(Corpus corpus, int large) {
        this.corpus = corpus;
        this.large = large;
    }

    List<Workload> rows() {
        var size = "%,d".formatted(large);
        return List.of(
                new Workload(
                        "SELECT of " + size + ", new connection",
                        MILLISECONDS,
                        new Floor.Absolute(5),
                        this::fillLarge,
                        this::select),
                new Workload(
                        "SELECT with QRESYNC, one change",
                        MILLISECONDS,
                        new Floor.Absolute(3),
                        this::fillLarge,
                        this::qresync),
                new Workload("push into IDLE, p50", MILLISECONDS, new Floor.Absolute(100), this::push),
                new Workload("logins", PER_SECOND, new Floor.Times(1, "dovecot"), peer -> logins(peer, false)),
                new Workload("logins with TLS", PER_SECOND, new Floor.Times(1, "dovecot"), peer -> logins(peer, true)));
    }

    /** Filled by COPY, for an APPEND of each would take minutes. */
    private void fillLarge(Peer peer) throws Exception {
        try (var imap = Clients.login(peer, ACCOUNT)) {
            imap.any("CREATE Large");
            if (Clients.messages(imap, "Large") == large) return;
            int part = large / COPIES;
            Clients.fresh(imap, "Large");
            Clients.filled(imap, "Part", corpus, part);
            imap.ok("SELECT Part");
            for (int done = 0; done < large; done += part) imap.ok("COPY 1:* Large");
            Clients.expectMessages(imap, "Large", large);
        }
    }

    private double select(Peer peer) throws Exception {
        return Clients.medianOf(SELECTS, () -> {
            try (var imap = Clients.login(peer, ACCOUNT)) {
                long[] exists = {0};
                double seconds = Clients.seconds(() -> imap.ok("SELECT Large", response -> {
                    if (response.endsWith(" EXISTS")) exists[0] = response.number("* ");
                }));
                if (exists[0] != large) throw new AssertionError("EXISTS " + exists[0]);
                return 1000 * seconds;
            }
        });
    }

    private double qresync(Peer peer) throws Exception {
        return Clients.medianOf(SELECTS, () -> {
            try (var imap = Clients.login(peer, ACCOUNT)) {
                imap.ok("ENABLE QRESYNC");
                long[] known = new long[2];
                imap.ok("SELECT Large", response -> {
                    if (response.after("[UIDVALIDITY ") > 0) known[0] = response.number("[UIDVALIDITY ");
                    if (response.after("[HIGHESTMODSEQ ") > 0) known[1] = response.number("[HIGHESTMODSEQ ");
                });
                change(imap, "+FLAGS");
                imap.ok("UNSELECT");
                int[] changes = {0};
                double seconds = Clients.seconds(() ->
                        imap.ok("SELECT Large (QRESYNC (" + known[0] + " " + known[1] + "))", response -> {
                            if (response.after("FETCH (") > 0) changes[0] += response.number("* ") == 77 ? 1 : 100;
                        }));
                if (changes[0] != 1) throw new AssertionError("QRESYNC told " + changes[0] + " changes");
                change(imap, "-FLAGS");
                return 1000 * seconds;
            }
        });
    }

    private static void change(ImapClient imap, String how) throws IOException {
        imap.ok("STORE 77 " + how + " (\\Flagged)");
    }

    /** From the first octet of the delivery to the EXISTS at the client that waits. */
    private double push(Peer peer) throws Exception {
        try (var lmtp = MailClient.lmtp(peer.lmtpPort())) {
            var idling = Clients.login(peer, ACCOUNT + 1);
            idling.ok("SELECT INBOX");
            idling.idle();
            double median = Clients.medianOf(
                    PUSHES,
                    () -> 1000
                            * Clients.seconds(() -> {
                                lmtp.send(peer.addresses().get(ACCOUNT + 1), corpus.message(1));
                                idling.await(" EXISTS");
                            }));
            idling.hangUp();
            return median;
        }
    }

    private static double logins(Peer peer, boolean tls) throws Exception {
        int clients = 4;
        return clients
                * LOGINS
                / Clients.atOnce(clients, number -> {
                    for (int i = 0; i < LOGINS; i++) {
                        var imap = tls ? ImapClient.tls(peer.imapsPort()) : ImapClient.plain(peer.imapPort());
                        imap.login(peer.addresses().get(number), peer.password())
                                .close();
                    }
                });
    }
}
