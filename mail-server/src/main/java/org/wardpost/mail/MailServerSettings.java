package org.wardpost.mail;

import java.net.InetAddress;
import java.time.Duration;
import org.wardpost.mail.outgoing.OutgoingSettings;
import org.wardpost.mail.sieve.SieveSettings;
import org.wardpost.mail.smtp.SmtpSettings;

/**
 * Everything of the mail server that can be set. {@link #defaults()} is what a hospital gets that sets nothing.
 *
 * @param bind address that every listener but LMTP binds; LMTP has no login and is always on loopback
 * @param hostName the name this server has in banners, {@code Received} and {@code EHLO}
 * @param ports where to listen, 0 for any free port
 * @param smtp SMTP, submission and LMTP
 * @param outgoing mail to other servers
 * @param sieve Sieve scripts and ManageSieve
 * @param drain how long a stop lets commands in flight end
 */
public record MailServerSettings(
        InetAddress bind,
        String hostName,
        Ports ports,
        SmtpSettings smtp,
        OutgoingSettings outgoing,
        SieveSettings sieve,
        Duration drain) {

    public static MailServerSettings defaults() {
        return new MailServerSettings(
                InetAddress.getLoopbackAddress(),
                "localhost",
                Ports.standard(0),
                SmtpSettings.defaults(),
                OutgoingSettings.defaults(),
                SieveSettings.defaults(),
                Duration.ofSeconds(5));
    }

    public MailServerSettings withBind(InetAddress address) {
        return new MailServerSettings(address, hostName, ports, smtp, outgoing, sieve, drain);
    }

    public MailServerSettings withHostName(String name) {
        return new MailServerSettings(bind, name, ports, smtp, outgoing, sieve, drain);
    }

    public MailServerSettings withPorts(Ports numbers) {
        return new MailServerSettings(bind, hostName, numbers, smtp, outgoing, sieve, drain);
    }

    public MailServerSettings withSmtp(SmtpSettings settings) {
        return new MailServerSettings(bind, hostName, ports, settings, outgoing, sieve, drain);
    }

    public MailServerSettings withOutgoing(OutgoingSettings settings) {
        return new MailServerSettings(bind, hostName, ports, smtp, settings, sieve, drain);
    }

    public MailServerSettings withSieve(SieveSettings settings) {
        return new MailServerSettings(bind, hostName, ports, smtp, outgoing, settings, drain);
    }
}
