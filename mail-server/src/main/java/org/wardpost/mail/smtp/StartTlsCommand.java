package org.wardpost.mail.smtp;

import java.io.IOException;
import java.time.Duration;
import org.wardpost.mail.TlsPeers;

/** STARTTLS (RFC 3207). */
final class StartTlsCommand implements SmtpSession.Command {
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    @Override
    public Reply run(SmtpSession session, String argument) throws SmtpException, IOException {
        var connection = session.connection();
        if (session.service().door() == Door.LMTP) throw new SmtpException(502, "5.5.1", "Not here");
        if (connection.secure()) throw new SmtpException(503, "5.5.1", "TLS is on");
        if (!argument.isEmpty()) throw new SmtpException(501, "5.5.4", "STARTTLS takes no parameter");
        if (connection.hasUnread()) {
            // command injection (CVE-2011-0411): what came behind must neither be obeyed nor answered under TLS
            session.end();
            return Reply.of(554, "5.7.0", "Commands behind STARTTLS");
        }
        connection.write(Reply.of(220, "2.0.0", "Go ahead").wire());
        connection.flush();
        connection.startTls(
                session.service().tls().serverContext(),
                session.service().door() == Door.RELAY ? TlsPeers.SERVERS : TlsPeers.PEOPLE,
                HANDSHAKE);
        session.forget();
        return SmtpSession.SILENCE;
    }
}
