package org.wardpost.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * The network that a peer belongs to, as far as limits are concerned: IPv4 /24, IPv6 /56 (what one customer gets, RFC 6177 §2), so
 * that changing the address within one's own prefix gains nothing.
 */
record Network(long prefix, boolean six) {
    static Network of(InetAddress peer) {
        var octets = peer.getAddress(); // an IPv4-mapped address is an Inet4Address already
        var six = peer instanceof Inet6Address;
        long prefix = 0;
        for (var octet : Arrays.copyOf(octets, six ? 7 : 3)) {
            prefix = (prefix << 8) | (octet & 0xff);
        }
        return new Network(prefix, six);
    }
}
