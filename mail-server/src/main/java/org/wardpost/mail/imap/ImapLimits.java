package org.wardpost.mail.imap;

import java.time.Duration;
import org.wardpost.mail.netty.ConnectionGate;

/** What one IMAP connection may ask of the server, and all of them together.
 *
 * @param strangerCommand octets of a command, literals included, before login
 * @param strangerLiteral octets of one literal before login: CVE-2024-37358 is a literal of 2 GB from nobody
 * @param command octets of a command after login, without the message of APPEND; RFC 2683 §3.2.1.5 asks for 8,000 at least
 * @param message octets of a message, told as APPENDLIMIT (RFC 7889)
 * @param depth of parentheses in a command
 * @param budget octets that all unfinished commands may hold in memory together
 * @param login time to log in
 * @param stall time between two octets of an unfinished literal
 * @param autologout of silence after login; RFC 3501 §5.4 asks for 30 minutes at least
 * @param keepAlive between two untagged OK in IDLE */
public record ImapLimits(
        int strangerCommand,
        int strangerLiteral,
        int command,
        long message,
        int depth,
        long budget,
        ConnectionGate.Limits connections,
        Duration login,
        Duration stall,
        Duration autologout,
        Duration keepAlive) {
    public static final ImapLimits DEFAULT = new ImapLimits(
            8 * 1024,
            4 * 1024,
            64 * 1024,
            100L << 20,
            64,
            64L << 20,
            ConnectionGate.Limits.DEFAULT,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMinutes(35),
            Duration.ofMinutes(2));

    public ImapLimits withMessage(long octets) {
        return new ImapLimits(
                strangerCommand,
                strangerLiteral,
                command,
                octets,
                depth,
                budget,
                connections,
                login,
                stall,
                autologout,
                keepAlive);
    }

    public ImapLimits withTimes(Duration login, Duration stall, Duration keepAlive) {
        return new ImapLimits(
                strangerCommand,
                strangerLiteral,
                command,
                message,
                depth,
                budget,
                connections,
                login,
                stall,
                autologout,
                keepAlive);
    }

    public ImapLimits withConnections(ConnectionGate.Limits limits) {
        return new ImapLimits(
                strangerCommand,
                strangerLiteral,
                command,
                message,
                depth,
                budget,
                limits,
                login,
                stall,
                autologout,
                keepAlive);
    }
}
