package org.wardpost.benchmarks.load;

import static org.wardpost.benchmarks.load.Workload.Unit.MEGABYTES;
import static org.wardpost.benchmarks.load.Workload.Unit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import org.wardpost.benchmarks.peers.Peer;

/** The server as a process: how fast it is there again, and what it takes. Memory is proportional set size, of all its processes. */
final class ProcessRows {
    private static final double MB = 1e6;
    private static final int CONNECTIONS = 1000;
    private static final int WARMING = 50;

    private ProcessRows() {}

    static List<Workload> rows() {
        return List.of(
                Workload.ofFreshServer("second start", SECONDS, new Floor.Absolute(5), ProcessRows::start),
                Workload.ofFreshServer("resident at rest", MEGABYTES, new Floor.Absolute(400), ProcessRows::atRest),
                Workload.ofFreshServer(
                        "1,000 IDLE connections add", MEGABYTES, new Floor.Absolute(60), ProcessRows::idle));
    }

    /** From the command to the first greeting. */
    private static double start(Peer peer) throws Exception {
        peer.stop();
        return Clients.seconds(() -> {
            peer.start();
            ImapClient.tls(peer.imapsPort()).hangUp();
        });
    }

    private static double atRest(Peer peer) throws Exception {
        peer.stop();
        peer.start();
        try (var imap = Clients.login(peer, 0)) {
            imap.ok("SELECT INBOX");
        }
        peer.settle();
        return peer.residentOctets() / MB;
    }

    /** Over TLS, in a server that was just started, that has had some connections before, and has given back what its start took. */
    private static double idle(Peer peer) throws Exception {
        peer.stop();
        peer.start();
        var idling = new ArrayList<ImapClient>();
        try {
            for (int i = 0; i < WARMING; i++) idling.add(idling(peer, i));
            for (var imap : idling) imap.hangUp();
            idling.clear();
            peer.settle();
            peer.settle();
            long before = peer.residentOctets();
            for (int i = 0; i < CONNECTIONS; i++) idling.add(idling(peer, i));
            peer.settle();
            return (peer.residentOctets() - before) / MB;
        } finally {
            for (var imap : idling) imap.hangUp();
        }
    }

    private static ImapClient idling(Peer peer, int number) throws Exception {
        var imap = Clients.login(peer, number % Clients.CONNECTIONS);
        imap.ok("SELECT INBOX");
        imap.idle();
        return imap;
    }
}
