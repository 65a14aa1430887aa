package org.wardpost.app.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.app.Installation;
import org.wardpost.app.StartException;
import org.wardpost.app.admin.AdminSocket;
import org.wardpost.app.admin.OperationRunner;
import org.wardpost.app.tls.TlsFolder;
import org.wardpost.mail.MailServer;
import org.wardpost.mail.MailServerSettings;
import org.wardpost.mail.Ports;
import org.wardpost.mail.TlsMaterial;

/** The whole server over an open store: mail, then the admin socket. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration RENEWAL = Duration.ofHours(12);
    private final OpenStore open;
    private final MailServer mail;
    private final OperationRunner runner;
    private final AdminSocket admin;
    private final Path authority;
    private final Listen listen;
    private final Thread renewal;

    private Server(
            OpenStore open,
            MailServer mail,
            OperationRunner runner,
            AdminSocket admin,
            CertificateMaterial tls,
            Listen listen) {
        this.open = open;
        this.mail = mail;
        this.runner = runner;
        this.admin = admin;
        this.authority = tls.authority();
        this.listen = listen;
        this.renewal = Thread.ofVirtual().name("certificate").start(() -> renew(tls));
    }

    /** Twice a day: an own certificate is renewed in time, one of somebody else's is read again. */
    private static void renew(CertificateMaterial tls) {
        while (true) {
            try {
                Thread.sleep(RENEWAL);
                tls.reload();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("The certificate cannot be read anew; the old one stays in use", e);
            }
        }
    }

    /** Where to listen. */
    public record Listen(InetAddress bind, Ports ports) {
        /**
         * Every port is the standard one plus {@code portOffset}.
         * @throws StartException if {@code bind} is no address of a host, or the offset leads to what is no port
         */
        public static Listen of(String bind, int portOffset) {
            if (portOffset < 0 || portOffset > 65535 - 4190) {
                throw new StartException("The port offset " + portOffset + " is outside 0 to " + (65535 - 4190) + ".");
            }
            try {
                return new Listen(InetAddress.getByName(bind), Ports.standard(portOffset));
            } catch (UnknownHostException e) {
                throw new StartException(
                        "\"" + bind + "\" is not an address: write one such as 0.0.0.0 or 127.0.0.1.", e);
            }
        }

        /** On loopback, where nobody knows. */
        public static Listen anyFree() {
            return new Listen(InetAddress.getLoopbackAddress(), Ports.anyFree());
        }

        /**
         * Fails now, before anything is opened or changed, if a port is taken or the certificate cannot be used.
         * @throws StartException with a plain sentence
         */
        public void check(Installation installation) {
            PortCheck.free(bind, ports);
            var tls = installation.settings().tls();
            if (tls.certificate().isPresent() != tls.key().isPresent()) {
                throw new StartException("The settings tls.certificate and tls.key go together: give both or none.");
            }
            if (tls.key().isPresent() && tls.certificate().isPresent()) {
                TlsFolder.checkGiven(tls.key().get(), tls.certificate().get(), Clock.systemUTC());
            } else {
                new TlsFolder(installation.keys()).check();
            }
        }
    }

    /**
     * Starts everything; mail is served when this returns.
     * @throws StartException with a plain sentence if the certificate or a port cannot be used
     */
    public static Server start(OpenStore open, Listen listen, Clock clock) {
        var installation = open.installation();
        var settings = installation.settings();
        var tls = new CertificateMaterial(() -> certificate(open, clock));
        var mail = startMail(
                open,
                new MailServerSettings(
                        listen.bind(),
                        installation.hostName(),
                        listen.ports(),
                        settings.imap(),
                        settings.smtp(),
                        settings.outgoing(),
                        settings.sieve(),
                        settings.server().drain()),
                tls);
        open.checkpointMail().begin(mail.submission());
        try {
            var runner = Operations.over(open);
            return new Server(open, mail, runner, AdminSocket.open(installation.data(), runner), tls, listen);
        } catch (RuntimeException e) {
            mail.stop(Duration.ZERO);
            throw e;
        }
    }

    private static MailServer startMail(OpenStore open, MailServerSettings settings, TlsMaterial tls) {
        try {
            return MailServer.start(settings, open.store(), open.identity().authenticator(), tls);
        } catch (IOException e) {
            throw new StartException("Mail cannot be served: " + StartException.reason(e), e);
        }
    }

    private static TlsFolder.Certificate certificate(OpenStore open, Clock clock) {
        var installation = open.installation();
        var tls = installation.settings().tls();
        if (tls.certificate().isPresent() != tls.key().isPresent()) {
            throw new StartException("The settings tls.certificate and tls.key go together: give both or none.");
        }
        return tls.key().isPresent()
                ? TlsFolder.given(tls.key().get(), tls.certificate().orElseThrow())
                : new TlsFolder(installation.keys()).ready(installation.hostName(), clock);
    }

    public Ports ports() {
        return mail.ports();
    }

    /** The file that clients have to trust. */
    public Path authority() {
        return authority;
    }

    public Listen listen() {
        return listen;
    }

    /** Takes nothing new, ends what is under way, closes the store: a few seconds at most. */
    @Override
    public void close() {
        var begun = System.nanoTime();
        try (open) {
            renewal.interrupt();
            runner.stop();
            admin.close();
            open.checkpointMail().end();
            mail.stop(open.installation().settings().server().drain());
        }
        LOG.info("Stopped in {} ms", (System.nanoTime() - begun) / 1_000_000);
    }
}
