package org.wardpost.mail.smtp;

import java.time.Duration;

/**
 * Limits of SMTP, submission and LMTP.
 *
 * @param messageBytes largest message, announced as SIZE (RFC 1870)
 * @param recipients most recipients of one message; RFC 5321 §4.5.3.1.8 asks for 100 at least
 * @param lineBytes longest line of a message, CRLF included; RFC 5321 §4.5.3.1.6 says 1,000, real mail has far longer ones
 * @param received most {@code Received} fields before a loop is assumed (RFC 5321 §6.3)
 * @param errors refused commands before the connection is closed
 * @param connections open connections of all listeners of this kind together
 * @param connectionsPerAddress open connections of one peer that has not signed in; loopback is not counted
 * @param idle longest wait for a command (RFC 5321 §4.5.3.2.7: 5 minutes)
 * @param dataIdle longest wait for the next octets of a message (RFC 5321 §4.5.3.2.5: 3 minutes)
 * @param answerIdle longest time for a peer to take an answer; who sends commands and reads nothing is hung up on
 */
public record SmtpSettings(
        long messageBytes,
        int recipients,
        int lineBytes,
        int received,
        int errors,
        int connections,
        int connectionsPerAddress,
        Duration idle,
        Duration dataIdle,
        Duration answerIdle) {

    public static SmtpSettings defaults() {
        return new SmtpSettings(
                50L * 1024 * 1024,
                1000,
                1024 * 1024,
                50,
                20,
                1000,
                50,
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                Duration.ofMinutes(5));
    }

    public SmtpSettings withMessageBytes(long bytes) {
        return new SmtpSettings(
                bytes,
                recipients,
                lineBytes,
                received,
                errors,
                connections,
                connectionsPerAddress,
                idle,
                dataIdle,
                answerIdle);
    }

    public SmtpSettings withConnections(int all, int perAddress) {
        return new SmtpSettings(
                messageBytes, recipients, lineBytes, received, errors, all, perAddress, idle, dataIdle, answerIdle);
    }

    public SmtpSettings withIdle(Duration command, Duration data) {
        return new SmtpSettings(
                messageBytes,
                recipients,
                lineBytes,
                received,
                errors,
                connections,
                connectionsPerAddress,
                command,
                data,
                answerIdle);
    }
}
