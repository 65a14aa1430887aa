package org.wardpost.mail.outgoing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.wardpost.mail.outgoing.RecipientResult.Failed;
import org.wardpost.mail.outgoing.RecipientResult.Relayed;
import org.wardpost.mail.smtp.Reply;

/**
 * One attempt to hand a message to one host. The octets go out as they are: nothing is recoded, so that signatures stay good;
 * a host that does not announce 8BITMIME gets 8-bit octets all the same.
 */
final class HopSession {
    private final OutgoingSettings settings;
    private final String hostName;
    private final SSLContext verifying = OutgoingTls.verifying();
    private final SSLContext opportunistic = OutgoingTls.opportunistic();

    HopSession(OutgoingSettings settings, String hostName) {
        this.settings = settings;
        this.hostName = hostName;
    }

    /** What is known when the host could not be talked to at all: another may be tried. */
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Failed failed;

        UnreachableException(Failed failed) {
            super(failed.diagnostic(), null, false, false);
            this.failed = failed;
        }

        Failed failed() {
            return failed;
        }
    }

    /** @return a result for each recipient */
    Map<MailAddress, RecipientResult> deliver(OutgoingMail mail, String host, int port) throws UnreachableException {
        var last = new Failed(false, "4.4.1", "No address of the host answers", host);
        for (var address : addresses(host)) {
            try (var client =
                    SmtpClient.connect(host, address, port, settings.connectTimeout(), settings.replyTimeout())) {
                open(client, host);
                return transact(client, mail, host);
            } catch (IOException e) {
                last = new Failed(
                        false, "4.4.2", "Connection failed: " + e.getClass().getSimpleName(), host);
            }
        }
        throw new UnreachableException(last);
    }

    private static List<InetAddress> addresses(String host) throws UnreachableException {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new UnreachableException(new Failed(false, "4.4.3", "The host has no address", host));
        }
    }

    private void open(SmtpClient client, String host) throws IOException, UnreachableException {
        expect(client.reply(), host);
        expect(client.hello(hostName), host);
        if (settings.tls() == OutgoingSettings.Tls.NONE) return;
        boolean required = settings.tls() == OutgoingSettings.Tls.REQUIRED;
        if (!client.offers("STARTTLS")) {
            if (required) throw new UnreachableException(new Failed(false, "4.7.4", "The host offers no TLS", host));
            return;
        }
        var reply = client.command("STARTTLS");
        if (!reply.positive()) {
            if (required) throw unreachable(reply, host);
            return;
        }
        client.startTls(required ? verifying : opportunistic, required);
        expect(client.hello(hostName), host);
    }

    private static void expect(Reply reply, String host) throws UnreachableException {
        if (!reply.positive()) throw unreachable(reply, host);
    }

    private static UnreachableException unreachable(Reply reply, String host) {
        return new UnreachableException(failed(reply, host));
    }

    private Map<MailAddress, RecipientResult> transact(SmtpClient client, OutgoingMail mail, String host)
            throws IOException {
        var results = new LinkedHashMap<MailAddress, RecipientResult>();
        if (mail.utf8() && !client.offers("SMTPUTF8")) // RFC 6531 §3.6
        return all(mail, new Failed(true, "5.6.7", "The host takes no internationalized header", host));
        if (client.size() > 0 && client.size() < mail.size())
            return all(mail, new Failed(true, "5.3.4", "The message is too large for the host", host));
        var from = client.command(mailFrom(client, mail));
        if (!from.positive()) return all(mail, failed(from, host));
        for (var recipient : mail.recipients()) {
            var reply = client.command(rcptTo(client, mail, recipient));
            results.put(recipient, reply.positive() ? new Relayed(client.offers("DSN")) : failed(reply, host));
        }
        if (results.values().stream().noneMatch(Relayed.class::isInstance)) return results;
        var data = client.command("DATA");
        if (data.code() == 354) {
            try (var content = mail.content().get()) {
                data = client.message(content);
            }
        }
        if (!data.positive() || data.code() == 354) {
            var failed = failed(data, host);
            results.replaceAll((_, result) -> result instanceof Relayed ? failed : result);
        }
        // no QUIT awaited: whoever waits between 250 and his own commit sends twice after a crash
        return results;
    }

    private static Map<MailAddress, RecipientResult> all(OutgoingMail mail, RecipientResult result) {
        return mail.recipients().stream()
                .collect(Collectors.toMap(address -> address, _ -> result, (a, _) -> a, LinkedHashMap::new));
    }

    private static String mailFrom(SmtpClient client, OutgoingMail mail) {
        var line = new StringBuilder("MAIL FROM:<")
                .append(mail.sender().map(MailAddress::asString).orElse(""))
                .append('>');
        if (client.offers("SIZE")) line.append(" SIZE=").append(mail.size());
        if (client.offers("8BITMIME")) line.append(" BODY=8BITMIME");
        if (mail.utf8()) line.append(" SMTPUTF8");
        if (client.offers("DSN") && mail.dsn().isPresent()) {
            mail.dsn()
                    .get()
                    .getRetParameter()
                    .ifPresent(ret -> line.append(" RET=").append(ret));
            mail.dsn()
                    .get()
                    .getEnvIdParameter()
                    .ifPresent(id -> line.append(" ENVID=").append(id.asString()));
        }
        return line.toString();
    }

    private static String rcptTo(SmtpClient client, OutgoingMail mail, MailAddress recipient) {
        var line = new StringBuilder("RCPT TO:<").append(recipient.asString()).append('>');
        var asked = mail.dsn().map(DsnParameters::getRcptParameters).map(all -> all.get(recipient));
        if (!client.offers("DSN") || asked.isEmpty()) return line.toString();
        asked.get()
                .getNotifyParameter()
                .ifPresent(notify -> line.append(" NOTIFY=")
                        .append(notify.stream().map(Enum::name).collect(Collectors.joining(","))));
        asked.get()
                .getOrcptParameter()
                .ifPresent(original ->
                        line.append(" ORCPT=rfc822;").append(org.wardpost.mail.smtp.XText.encode(original.asString())));
        return line.toString();
    }

    private static Failed failed(Reply reply, String host) {
        boolean permanent = reply.code() >= 500;
        var status = Optional.of(reply.status()).filter(s -> !s.isEmpty()).orElse(permanent ? "5.0.0" : "4.0.0");
        return new Failed(permanent, status, reply.code() + " " + String.join(" ", reply.lines()), host);
    }
}
