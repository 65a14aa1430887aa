package org.wardpost.mail.socket;

import java.io.Closeable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections may be open: of strangers (who have not signed in) in all and of one network, and of everybody.
 * A network is an IPv4 address or the first 64 bits of an IPv6 one; loopback is no network, for every proxy and test
 * comes from there. Strangers never take the places of those who sign in, and never keep a newcomer out: when their places are
 * taken, the one goes that has kept us waiting longest.
 */
public final class ConnectionLimits {
    private final int strangers;
    private final int perNetwork;
    private final int all;
    private final Set<Admission> strangersNow = ConcurrentHashMap.newKeySet();
    private final AtomicInteger allNow = new AtomicInteger();
    private final Map<String, Integer> networks = new ConcurrentHashMap<>();

    /** @param strangers open connections of peers not signed in; those signed in may be four times as many on top */
    public ConnectionLimits(int strangers, int perNetwork) {
        this.strangers = strangers;
        this.perNetwork = perNetwork;
        this.all = 5 * strangers;
    }

    /**
     * Takes a place, or says that there is none.
     * @param socket closed if the place has to be given to somebody else
     */
    Optional<Admission> admit(InetAddress peer, Closeable socket) {
        if (allNow.incrementAndGet() > all || !enter(peer)) {
            allNow.decrementAndGet();
            return Optional.empty();
        }
        var admission = new Admission(
                socket,
                stranger -> {
                    strangersNow.remove(stranger);
                    leave(peer);
                },
                allNow::decrementAndGet);
        if (!roomForAStranger()) {
            admission.close();
            return Optional.empty();
        }
        strangersNow.add(admission);
        return Optional.of(admission);
    }

    /** Only those go whose turn it is: nobody is cut off from the answer to what we have done. */
    private boolean roomForAStranger() {
        while (strangersNow.size() >= strangers) {
            long now = System.nanoTime();
            var slowest = strangersNow.stream().max(Comparator.comparingLong(stranger -> stranger.waited(now)));
            if (slowest.isEmpty() || slowest.get().waited(now) < 0) return false;
            slowest.get().sendAway();
        }
        return true;
    }

    private boolean enter(InetAddress peer) {
        if (peer.isLoopbackAddress()) return true;
        var now = networks.merge(network(peer), 1, Integer::sum);
        if (now <= perNetwork) return true;
        leave(peer);
        return false;
    }

    private void leave(InetAddress peer) {
        if (!peer.isLoopbackAddress()) networks.computeIfPresent(network(peer), (_, n) -> n == 1 ? null : n - 1);
    }

    /** For tests: nothing may be remembered of networks that have left. */
    int networksRemembered() {
        return networks.size();
    }

    private static String network(InetAddress peer) {
        var octets = peer.getAddress();
        return Arrays.toString(peer instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
    }
}
