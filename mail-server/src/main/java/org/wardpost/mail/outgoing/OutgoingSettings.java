package org.wardpost.mail.outgoing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mail to other servers.
 *
 * @param smartHost every message goes there, when set
 * @param routes fixed next hop by domain, lower case; stronger than {@code smartHost} and MX look-up
 * @param tls what is asked of a next hop
 * @param port port of a next hop found by MX look-up
 * @param retries waits between attempts; after the last one the message is returned to its sender
 * @param connections deliveries at one time
 * @param perHost deliveries at one time to one next hop
 * @param connectTimeout longest wait for a connection
 * @param replyTimeout longest wait for an answer (RFC 5321 §4.5.3.2)
 */
public record OutgoingSettings(
        Optional<NextHop> smartHost,
        Map<String, NextHop> routes,
        Tls tls,
        int port,
        List<Duration> retries,
        int connections,
        int perHost,
        Duration connectTimeout,
        Duration replyTimeout) {

    /** NONE: never; OPPORTUNISTIC: when offered, whatever the certificate; REQUIRED: with a certificate that is trusted. */
    public enum Tls {
        NONE,
        OPPORTUNISTIC,
        REQUIRED
    }

    public record NextHop(String host, int port) {}

    public static OutgoingSettings defaults() {
        return new OutgoingSettings(
                Optional.empty(),
                Map.of(),
                Tls.OPPORTUNISTIC,
                25,
                List.of(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofHours(4),
                        Duration.ofHours(8),
                        Duration.ofHours(16),
                        Duration.ofHours(24),
                        Duration.ofHours(24),
                        Duration.ofHours(24)),
                20,
                4,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5));
    }

    public OutgoingSettings withRoutes(Map<String, NextHop> fixed) {
        return new OutgoingSettings(
                smartHost, fixed, tls, port, retries, connections, perHost, connectTimeout, replyTimeout);
    }

    public OutgoingSettings withSmartHost(NextHop host) {
        return new OutgoingSettings(
                Optional.of(host), routes, tls, port, retries, connections, perHost, connectTimeout, replyTimeout);
    }

    public OutgoingSettings withTls(Tls asked) {
        return new OutgoingSettings(
                smartHost, routes, asked, port, retries, connections, perHost, connectTimeout, replyTimeout);
    }

    public OutgoingSettings withRetries(List<Duration> waits) {
        return new OutgoingSettings(
                smartHost, routes, tls, port, waits, connections, perHost, connectTimeout, replyTimeout);
    }
}
