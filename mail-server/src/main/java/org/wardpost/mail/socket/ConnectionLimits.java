package org.wardpost.mail.socket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections may be open: of strangers (who have not signed in) in all and of one network, and of everybody.
 * A network is an IPv4 address or the first 64 bits of an IPv6 one; loopback is no network, for every proxy and test
 * comes from there. Strangers never take the places of those who sign in.
 */
public final class ConnectionLimits {
    private final int strangers;
    private final int perNetwork;
    private final int all;
    private final AtomicInteger strangersNow = new AtomicInteger();
    private final AtomicInteger allNow = new AtomicInteger();
    private final Map<String, Integer> networks = new ConcurrentHashMap<>();

    /** @param strangers open connections of peers not signed in; those signed in may be four times as many on top */
    public ConnectionLimits(int strangers, int perNetwork) {
        this.strangers = strangers;
        this.perNetwork = perNetwork;
        this.all = 5 * strangers;
    }

    /** Takes a place, or says that there is none. */
    Optional<Admission> admit(InetAddress peer) {
        if (allNow.incrementAndGet() > all) {
            allNow.decrementAndGet();
            return Optional.empty();
        }
        if (strangersNow.incrementAndGet() > strangers || !enter(peer)) {
            strangersNow.decrementAndGet();
            allNow.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Admission(
                () -> {
                    strangersNow.decrementAndGet();
                    leave(peer);
                },
                allNow::decrementAndGet));
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
