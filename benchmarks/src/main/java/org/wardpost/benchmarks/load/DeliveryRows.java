package org.wardpost.benchmarks.load;

import static org.wardpost.benchmarks.load.Clients.CONNECTIONS;
import static org.wardpost.benchmarks.load.Workload.Unit.PER_SECOND;

import java.util.List;
import org.wardpost.benchmarks.peers.Peer;

/** Mail that comes in: by LMTP, by SMTP, by APPEND. Each way ends with a look whether every message is there. */
final class DeliveryRows {
    private static final String SENT_TO = "INBOX";
    private final Corpus corpus;
    private final int each;

    /** @param count messages of one measurement, of all clients together */
    DeliveryRows(Corpus corpus, int count) {
        this.corpus = corpus;
        this.each = count / CONNECTIONS;
    }

    List<Workload> rows() {
        var byHalf = new Floor.Times(1.5, "dovecot-crypt");
        return List.of(
                new Workload("LMTP delivery, durable and visible", PER_SECOND, byHalf, this::lmtp),
                new Workload("SMTP until visible", PER_SECOND, new Floor.Absolute(316), this::smtp),
                new Workload("APPEND, a mailbox each", PER_SECOND, byHalf, peer -> append(peer, true)),
                new Workload("APPEND into one mailbox", PER_SECOND, byHalf, peer -> append(peer, false)));
    }

    private double lmtp(Peer peer) throws Exception {
        return arriving(peer, number -> {
            try (var lmtp = MailClient.lmtp(peer.lmtpPort())) {
                for (int i = 0; i < each; i++) lmtp.send(peer.addresses().get(number), corpus.message(i));
            }
        });
    }

    private double smtp(Peer peer) throws Exception {
        return arriving(peer, number -> {
            try (var smtp = MailClient.smtp(peer.smtpPort())) {
                for (int i = 0; i < each; i++) smtp.send(peer.addresses().get(number), corpus.message(i));
            }
        });
    }

    /** Timed from the first command until the last message can be seen in its mailbox; the mailboxes are emptied before. */
    private double arriving(Peer peer, Clients.Client sender) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) empty(peer, i);
        return each
                * CONNECTIONS
                / Clients.atOnce(CONNECTIONS, number -> {
                    sender.run(number);
                    try (var imap = Clients.login(peer, number)) {
                        while (Clients.messages(imap, SENT_TO) < each) Thread.sleep(10);
                        Clients.expectMessages(imap, SENT_TO, each);
                    }
                });
    }

    private static void empty(Peer peer, int account) throws Exception {
        try (var imap = Clients.login(peer, account)) {
            if (Clients.messages(imap, SENT_TO) == 0) return;
            imap.ok("SELECT " + SENT_TO);
            imap.ok("STORE 1:* +FLAGS.SILENT (\\Deleted)");
            imap.ok("CLOSE");
        }
    }

    private double append(Peer peer, boolean apart) throws Exception {
        for (int i = 0; i < (apart ? CONNECTIONS : 1); i++) {
            try (var imap = Clients.login(peer, i)) {
                Clients.fresh(imap, "Append");
            }
        }
        double seconds = Clients.atOnce(CONNECTIONS, number -> {
            try (var imap = Clients.login(peer, apart ? number : 0)) {
                for (int i = 0; i < each; i++) imap.append("Append", corpus.message(i));
            }
        });
        for (int i = 0; i < (apart ? CONNECTIONS : 1); i++) {
            try (var imap = Clients.login(peer, i)) {
                Clients.expectMessages(imap, "Append", apart ? each : (long) each * CONNECTIONS);
            }
        }
        return each * CONNECTIONS / seconds;
    }
}
