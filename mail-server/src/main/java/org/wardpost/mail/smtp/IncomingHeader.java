package org.wardpost.mail.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * What is done to the header of a message that comes in: our Return-Path and Received go first (RFC 5321 §4.4), foreign
 * Return-Paths go away, a loop is refused (§6.3). What a user submits is checked and completed (RFC 6409 §8).
 */
final class IncomingHeader implements HeaderGate.Rule {
    /** As RFC 5322 §3.3 wants it, in UTC. */
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private static final Set<String> DROPPED = Set.of("return-path");
    /** RFC 5322 §3.6.3: the blind recipients' field does not leave the submitter's machine. */
    private static final Set<String> DROPPED_FROM_USERS = Set.of("return-path", "bcc", "resent-bcc");

    private final SmtpSession session;
    private final Envelope envelope;
    private final String id;

    IncomingHeader(SmtpSession session, Envelope envelope, String id) {
        this.session = session;
        this.envelope = envelope;
        this.id = id;
    }

    @Override
    public byte[] apply(HeaderFields header) throws SmtpException {
        var service = session.service();
        if (header.named("received").size() > service.settings().received())
            throw new SmtpException(554, "5.4.6", "Too many hops");
        var principal = session.principal();
        boolean needsSender = principal.isPresent()
                && SenderHeaders.check(header, address -> service.senders().right(principal.get(), address));
        var now = service.clock().instant().atZone(ZoneOffset.UTC);
        var out = new ByteArrayOutputStream(4096);
        out.writeBytes(octets(returnPath() + received(now)));
        if (principal.isPresent()) complete(header, now, out);
        if (needsSender) // RFC 6409 §8.1: added when the author is somebody else, for RFC 5322 §3.6.2 wants it
        out.writeBytes(octets("Sender: <" + principal.get().address() + ">\r\n"));
        var dropped = principal.isPresent() ? DROPPED_FROM_USERS : DROPPED;
        for (var field : header.fields()) if (!dropped.contains(field.name())) out.writeBytes(field.octets());
        return out.toByteArray();
    }

    private String returnPath() {
        return "Return-Path: <" + envelope.sender().map(Object::toString).orElse("") + ">\r\n";
    }

    /** A user's address is nobody's business, so it is left out of what users submit. */
    private String received(ZonedDateTime now) {
        var service = session.service();
        boolean submitted = session.principal().isPresent();
        var out = new StringBuilder("Received: from ").append(session.hello().orElse("unknown"));
        if (!submitted) {
            var peer = session.connection().peer().getHostAddress();
            out.append(" ([")
                    .append(peer.indexOf(':') < 0 ? "" : "IPv6:")
                    .append(peer.replaceAll("%.*", ""))
                    .append("])");
        }
        out.append("\r\n\tby ").append(service.hostName()).append(" with ").append(with(submitted));
        if (session.connection().secure())
            out.append(" (").append(session.connection().tls()).append(')');
        out.append(" id ").append(id);
        if (envelope.recipients().size() == 1) // more than one would tell of blind copies (RFC 5321 §7.2)
        out.append("\r\n\tfor <")
                    .append(envelope.recipients().getFirst().address())
                    .append('>');
        return out.append(";\r\n\t").append(DATE.format(now)).append("\r\n").toString();
    }

    /** The protocol's registered name: RFC 3848, RFC 6531 §4.3. */
    private String with(boolean submitted) {
        if (session.service().door() == Door.LMTP) return envelope.utf8() ? "UTF8LMTP" : "LMTP";
        if (!session.extended()) return "SMTP";
        return (envelope.utf8() ? "UTF8SMTP" : "ESMTP")
                + (session.connection().secure() ? "S" : "")
                + (submitted ? "A" : "");
    }

    /** RFC 6409 §8.2 and §8.3: Date and Message-ID when they are missing. */
    private void complete(HeaderFields header, ZonedDateTime now, ByteArrayOutputStream out) {
        if (header.named("date").isEmpty()) out.writeBytes(octets("Date: " + DATE.format(now) + "\r\n"));
        if (header.named("message-id").isEmpty())
            out.writeBytes(octets("Message-ID: <" + UUID.randomUUID() + "@"
                    + session.service().hostName() + ">\r\n"));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
