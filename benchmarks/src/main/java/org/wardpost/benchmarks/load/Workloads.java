package org.wardpost.benchmarks.load;

import static org.wardpost.benchmarks.load.Workload.Unit.MEGABYTES;
import static org.wardpost.benchmarks.load.Workload.Unit.MILLISECONDS;
import static org.wardpost.benchmarks.load.Workload.Unit.PER_SECOND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.wardpost.benchmarks.load.Workload.Unit;
import org.wardpost.benchmarks.peers.Peer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/** The rows of the table, in order. 10 KB messages, eight connections where clients work at once. */
final class Workloads {
    private static final Pattern HIGHEST = Pattern.compile("HIGHESTMODSEQ (\\d+)");
    private static final Pattern VALIDITY = Pattern.compile("UIDVALIDITY (\\d+)");
    private final int scale;

    /** @param scale messages of the reading workloads; 2,000 for the table */
    Workloads(int scale) {
        this.scale = scale;
    }

    private record Row(String name, Unit unit, Measure measuring) implements Workload {
        @Override
        public double measure(Peer peer) throws Exception {
            return measuring.of(peer);
        }
    }

    private interface Measure {
        double of(Peer peer) throws Exception;
    }

    List<Workload> all() {
        return List.of(
                new Row("resident at rest", MEGABYTES, peer -> peer.residentOctets() / 1e6),
                new Row("LMTP delivery, durable and visible", PER_SECOND, this::lmtp),
                new Row("SMTP until visible", PER_SECOND, this::smtp),
                new Row("APPEND, a mailbox each", PER_SECOND, peer -> append(peer, true)),
                new Row("APPEND into one mailbox", PER_SECOND, peer -> append(peer, false)),
                new Row("UID FETCH 1:* BODY.PEEK[]", PER_SECOND, this::bodies),
                new Row("FETCH metadata, first", PER_SECOND, this::metadataFirst),
                new Row("FETCH metadata, warm", PER_SECOND, this::metadataWarm),
                new Row("STORE one by one", PER_SECOND, this::storeSingles),
                new Row("STORE one range", MILLISECONDS, this::storeRange),
                new Row("COPY", PER_SECOND, peer -> transfer(peer, "COPY")),
                new Row("MOVE", PER_SECOND, peer -> transfer(peer, "MOVE")),
                new Row("SELECT of 10,000", MILLISECONDS, this::select),
                new Row("SELECT with QRESYNC, one change", MILLISECONDS, this::qresync),
                new Row("push into IDLE, p50", MILLISECONDS, this::idle),
                new Row("logins over TLS", PER_SECOND, this::logins),
                new Row("1,000 IDLE connections add", MEGABYTES, this::idleMemory));
    }

    private double lmtp(Peer peer) throws Exception {
        int each = scale / Clients.CONNECTIONS;
        Clients.ThrowingClient client = number -> {
            try (var lmtp = SmtpWire.lmtp(peer.lmtpPort())) {
                for (int i = 0; i < each; i++) {
                    var reply = lmtp.send(
                                    "a@outside.example",
                                    List.of(peer.addresses().get(number)),
                                    Clients.message(i))
                            .getFirst();
                    if (!reply.startsWith("250")) throw new IllegalStateException(reply);
                }
            }
        };
        Clients.atOnce(Clients.CONNECTIONS, client);
        return each * Clients.CONNECTIONS / Clients.atOnce(Clients.CONNECTIONS, client);
    }

    private double smtp(Peer peer) throws Exception {
        if (peer.smtpPort() == 0) return Double.NaN;
        int each = scale / Clients.CONNECTIONS;
        return each
                * Clients.CONNECTIONS
                / Clients.atOnce(Clients.CONNECTIONS, number -> {
                    try (var imap = Clients.login(peer, number)) {
                        int before = exists(imap);
                        try (var smtp = SmtpWire.smtp(peer.smtpPort())) {
                            for (int i = 0; i < each; i++) {
                                var reply = smtp.send(
                                                "a@outside.example",
                                                List.of(peer.addresses().get(number)),
                                                Clients.message(i))
                                        .getFirst();
                                if (!reply.startsWith("250")) throw new IllegalStateException(reply);
                            }
                        }
                        while (exists(imap) < before + each) Thread.sleep(5);
                    }
                });
    }

    private static int exists(ImapWire imap) {
        var status = imap.command("STATUS INBOX (MESSAGES)").ok().lines().getFirst();
        return Integer.parseInt(status.replaceAll("\\D+(\\d+)\\)$", "$1"));
    }

    private double append(Peer peer, boolean apart) throws Exception {
        int each = scale / Clients.CONNECTIONS;
        try (var imap = Clients.login(peer, 0)) {
            imap.command("DELETE Append");
            imap.command("CREATE Append").ok();
        }
        return each
                * Clients.CONNECTIONS
                / Clients.atOnce(Clients.CONNECTIONS, number -> {
                    try (var imap = Clients.login(peer, apart ? number : 0)) {
                        var mailbox = apart ? "INBOX" : "Append";
                        for (int i = 0; i < each; i++)
                            imap.append(mailbox, "", Clients.message(i)).ok();
                    }
                });
    }

    private void filled(Peer peer, int account, String mailbox, int messages) {
        try (var imap = Clients.login(peer, account)) {
            Clients.fill(imap, mailbox, messages);
        }
    }

    private double bodies(Peer peer) {
        filled(peer, 1, "Fetch", scale);
        try (var imap = Clients.login(peer, 1)) {
            imap.command("SELECT Fetch").ok();
            imap.command("UID FETCH 1:* BODY.PEEK[]").ok();
            return scale
                    / Clients.seconds(
                            () -> imap.command("UID FETCH 1:* BODY.PEEK[]").ok());
        }
    }

    private double metadataFirst(Peer peer) {
        filled(peer, 1, "First", scale);
        return metadata(peer, "First");
    }

    private double metadataWarm(Peer peer) {
        metadata(peer, "First");
        return metadata(peer, "First");
    }

    private double metadata(Peer peer, String mailbox) {
        try (var imap = Clients.login(peer, 1)) {
            imap.command("SELECT " + mailbox).ok();
            return scale
                    / Clients.seconds(
                            () -> imap.command("FETCH 1:* (UID FLAGS ENVELOPE BODYSTRUCTURE INTERNALDATE RFC822.SIZE)")
                                    .ok());
        }
    }

    private double storeSingles(Peer peer) {
        try (var imap = Clients.login(peer, 1)) {
            imap.command("SELECT First").ok();
            int count = scale / 2;
            return count
                    / Clients.seconds(() -> {
                        for (int i = 1; i <= count; i++)
                            imap.command("STORE " + i + " +FLAGS (\\Flagged)").ok();
                    });
        }
    }

    private double storeRange(Peer peer) {
        try (var imap = Clients.login(peer, 1)) {
            imap.command("SELECT First").ok();
            return 1000
                    * Clients.seconds(() ->
                            imap.command("STORE 1:* +FLAGS.SILENT (\\Answered)").ok());
        }
    }

    private double transfer(Peer peer, String verb) {
        int count = scale / 2;
        filled(peer, 2, "Source", count);
        try (var imap = Clients.login(peer, 2)) {
            imap.command("DELETE Target");
            imap.command("CREATE Target").ok();
            imap.command("SELECT Source").ok();
            return count
                    / Clients.seconds(() -> imap.command(verb + " 1:* Target").ok());
        }
    }

    private double select(Peer peer) {
        try (var imap = Clients.login(peer, 3)) {
            imap.command("DELETE Ten");
            imap.command("CREATE Ten").ok();
            imap.command("DELETE Thousand");
            Clients.fill(imap, "Thousand", 1000);
            imap.command("SELECT Thousand").ok();
            for (int i = 0; i < 10; i++) imap.command("COPY 1:* Ten").ok();
        }
        return median(20, () -> {
            try (var imap = Clients.login(peer, 3)) {
                return 1000 * Clients.seconds(() -> imap.command("SELECT Ten").ok());
            }
        });
    }

    private double qresync(Peer peer) {
        return median(20, () -> {
            try (var imap = Clients.login(peer, 3)) {
                imap.command("ENABLE QRESYNC").ok();
                var lines = String.join("\n", imap.command("SELECT Ten").ok().lines());
                imap.command("STORE 77 +FLAGS (\\Flagged)").ok();
                imap.command("UNSELECT").ok();
                var known = " (QRESYNC (" + first(VALIDITY, lines) + " " + first(HIGHEST, lines) + "))";
                double millis = 1000
                        * Clients.seconds(
                                () -> imap.command("SELECT Ten" + known).ok());
                imap.command("STORE 77 -FLAGS (\\Flagged)").ok();
                return millis;
            }
        });
    }

    private static String first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) throw new IllegalStateException(text);
        return matcher.group(1);
    }

    private double idle(Peer peer) {
        try (var idling = Clients.login(peer, 4);
                var lmtp = SmtpWire.lmtp(peer.lmtpPort())) {
            idling.command("SELECT INBOX").ok();
            idling.begin("IDLE");
            idling.response();
            return median(21, () -> {
                long began = System.nanoTime();
                lmtp.send("a@outside.example", List.of(peer.addresses().get(4)), Clients.message(1));
                while (!idling.response().text().endsWith("EXISTS")) continue;
                return (System.nanoTime() - began) / 1e6;
            });
        }
    }

    private double logins(Peer peer) throws Exception {
        int each = 50;
        Clients.ThrowingClient client = number -> {
            for (int i = 0; i < each; i++) Clients.login(peer, number).close();
        };
        Clients.atOnce(4, client);
        return 4 * each / Clients.atOnce(4, client);
    }

    private double idleMemory(Peer peer) {
        var idling = new ArrayList<ImapWire>();
        long before = peer.residentOctets();
        try {
            for (int i = 0; i < 1000; i++) {
                var imap = Clients.login(peer, i % Clients.CONNECTIONS);
                idling.add(imap);
                imap.command("SELECT INBOX").ok();
                imap.begin("IDLE");
                imap.response();
            }
            return (peer.residentOctets() - before) / 1e6;
        } finally {
            idling.forEach(ImapWire::close);
        }
    }

    private interface Sample {
        double take();
    }

    private static double median(int times, Sample sample) {
        var samples = new double[times];
        for (int i = 0; i < times; i++) samples[i] = sample.take();
        Arrays.sort(samples);
        return samples[times / 2];
    }
}
