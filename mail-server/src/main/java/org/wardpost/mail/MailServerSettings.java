package org.wardpost.mail;

import java.net.InetAddress;
import java.time.Duration;
import org.wardpost.mail.imap.ImapSettings;
import org.wardpost.mail.outgoing.OutgoingSettings;
import org.wardpost.mail.sieve.SieveSettings;
import org.wardpost.mail.smtp.SmtpSettings;

/**
 * Everything of the mail server that can be set. {@link #defaults()} is what a hospital gets that sets nothing.
 *
 * @param bind address that every listener but LMTP binds; LMTP has no login and is always on loopback
 * @param hostName the name this server has in banners, {@code Received} and {@code EHLO}
 * @param ports where to listen, 0 for any free port
 * @param imap IMAP on both of its ports
 * @param smtp SMTP, submission and LMTP
 * @param outgoing mail to other servers
 * @param sieve Sieve scripts and ManageSieve
 * @param drain how long a stop lets commands in flight end
 */
public record MailServerSettings(
        InetAddress bind,
        String hostName,
        Ports ports,
        ImapSettings imap,
        SmtpSettings smtp,
        OutgoingSettings outgoing,
        SieveSettings sieve,
        Duration drain) {

    public static MailServerSettings defaults() {
        return new MailServerSettings(
                InetAddress.getLoopbackAddress(),
                "localhost",
                Ports.standard(0),
                ImapSettings.defaults(),
                SmtpSettings.defaults(),
                OutgoingSettings.defaults(),
                SieveSettings.defaults(),
                Duration.ofSeconds(5));
    }

    public MailServerSettings withBind(InetAddress address) {
        return new MailServerSettings(address, hostName, ports, imap, smtp, outgoing, sieve, drain);
    }

    public MailServerSettings withHostName(String name) {
        return new MailServerSettings(bind, name, ports, imap, smtp, outgoing, sieve, drain);
    }

    public MailServerSettings withPorts(Ports numbers) {
        return new MailServerSettings(bind, hostName, numbers, imap, smtp, outgoing, sieve, drain);
    }

    public MailServerSettings withSmtp(SmtpSettings settings) {
        return new MailServerSettings(bind, hostName, ports, imap, settings, outgoing, sieve, drain);
    }

    public MailServerSettings withOutgoing(OutgoingSettings settings) {
        return new MailServerSettings(bind, hostName, ports, imap, smtp, settings, sieve, drain);
    }

    public MailServerSettings withSieve(SieveSettings settings) {
        return new MailServerSettings(bind, hostName, ports, imap, smtp, outgoing, settings, drain);
    }
}
