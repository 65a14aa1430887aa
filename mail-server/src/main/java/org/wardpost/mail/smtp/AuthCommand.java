package org.wardpost.mail.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.wardpost.identity.LoginAttempt;
import org.wardpost.identity.LoginResult;
import org.wardpost.identity.Protocol;
import org.wardpost.mail.sasl.Credentials;

/** AUTH PLAIN and LOGIN, with or without initial response (RFC 4954 §4). */
final class AuthCommand implements SmtpSession.Command {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public Reply run(SmtpSession session, String argument) throws SmtpException, IOException {
        if (!session.service().door().submits()) throw new SmtpException(503, "5.5.1", "No AUTH on this port");
        if (!session.connection().secure()) throw new SmtpException(538, "5.7.11", "Encryption required");
        if (session.hello().isEmpty() || !session.extended()) throw new SmtpException(503, "5.5.1", "EHLO first");
        if (session.principal().isPresent() || session.transaction().isPresent())
            throw new SmtpException(503, "5.5.1", "Not now");
        int space = argument.indexOf(' ');
        var mechanism = (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
        var initial = space < 0 ? null : argument.substring(space + 1).strip();
        try (var credentials = credentials(session, mechanism, initial)) {
            return login(session, credentials);
        } catch (IllegalArgumentException malformed) {
            throw new SmtpException(501, "5.5.2", "Cannot decode");
        }
    }

    private static Credentials credentials(
            SmtpSession session, String mechanism, @org.jspecify.annotations.Nullable String initial)
            throws SmtpException, IOException {
        return switch (mechanism) {
            case "PLAIN" -> Credentials.plain(initial == null ? ask(session, "") : octets(initial));
            case "LOGIN" ->
                Credentials.login(
                        initial == null ? ask(session, "VXNlcm5hbWU6") : octets(initial), ask(session, "UGFzc3dvcmQ6"));
            default -> throw new SmtpException(504, "5.5.4", "PLAIN or LOGIN");
        };
    }

    private static byte[] octets(String initial) {
        return initial.equals("=") ? new byte[0] : initial.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ask(SmtpSession session, String challenge) throws SmtpException, IOException {
        var connection = session.connection();
        connection.write("334 " + challenge + "\r\n");
        connection.flush();
        byte[] answer = connection.readLine(Credentials.MAX_LINE, PATIENCE);
        if (answer.length == 1 && answer[0] == '*') throw new SmtpException(501, "5.7.0", "Cancelled");
        return answer;
    }

    private static Reply login(SmtpSession session, Credentials credentials) throws SmtpException {
        var attempt = new LoginAttempt(
                credentials.user(),
                credentials.password(),
                Protocol.SMTP,
                session.connection().peer(),
                credentials.authorizationId());
        switch (session.service().authenticator().login(attempt)) {
            case LoginResult.Accepted(var principal) -> {
                session.signedIn(principal);
                return Reply.of(235, "2.7.0", "Authenticated");
            }
            case LoginResult.Refused(var wait) -> {
                try {
                    Thread.sleep(wait); // a virtual thread: costs nobody else anything
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new SmtpException(535, "5.7.8", "Authentication credentials invalid");
            }
            case LoginResult.Busy() -> throw new SmtpException(454, "4.7.0", "Temporary authentication failure");
        }
    }
}
