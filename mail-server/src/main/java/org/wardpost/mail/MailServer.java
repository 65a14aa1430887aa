package org.wardpost.mail;

import java.io.IOException;
import java.time.Duration;
import org.wardpost.identity.Authenticator;
import org.wardpost.store.Store;

/** The whole mail server: SMTP, submission, LMTP, IMAP, ManageSieve, the queue and what works on it. */
public final class MailServer {
    private final Ports ports;

    private MailServer(Ports ports) {
        this.ports = ports;
    }

    /**
     * Starts everything; when this returns every port listens.
     * @throws IOException naming the port that could not be bound; nothing listens then
     */
    public static MailServer start(MailServerSettings settings, Store store, Authenticator authenticator, TlsMaterial tls)
            throws IOException {
        return new MailServer(new Ports(java.util.Map.of()));
    }

    /** What listens, under the numbers really bound. */
    public Ports ports() {
        return ports;
    }

    /** Ends what is idle at once, lets commands in flight end, and returns within about that time. */
    public void stop(Duration within) {}
}
