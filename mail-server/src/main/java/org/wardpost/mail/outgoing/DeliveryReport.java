package org.wardpost.mail.outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.james.core.MailAddress;
import org.wardpost.mail.smtp.XText;
import org.wardpost.mail.submission.MessageWriter;

/**
 * A delivery status notification (RFC 3464) as a {@code multipart/report} (RFC 6522): words for people, fields for programs,
 * and the message or its header.
 *
 * @param hostName who reports
 * @param to the sender of the message reported on
 * @param envelopeId ENVID as it was given, xtext (RFC 3464 §2.2.1)
 * @param reason what a recipient has to say about it; empty when nobody does
 * @param full whether the whole message goes back (RET=FULL), else its header
 * @param arrived when this server took the message
 */
record DeliveryReport(
        String hostName,
        MailAddress to,
        Optional<String> envelopeId,
        Optional<String> reason,
        boolean full,
        Instant arrived,
        Instant now,
        List<Entry> entries,
        Supplier<InputStream> message)
        implements MessageWriter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final int HEADER_LIMIT = 256 * 1024;

    /** What happened to a recipient (RFC 3464 §2.3.3). */
    enum Action {
        FAILED,
        DELAYED,
        DELIVERED,
        RELAYED
    }

    /** @param original ORCPT, when given @param remote the host that said so; empty for ourselves */
    record Entry(
            MailAddress recipient,
            Optional<MailAddress> original,
            Action action,
            String status,
            String diagnostic,
            String remote) {}

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var boundary = "report-" + UUID.randomUUID();
        var text = new StringBuilder()
                .append("From: Mail Delivery System <MAILER-DAEMON@")
                .append(hostName)
                .append(">\r\n")
                .append("To: <")
                .append(to)
                .append(">\r\n")
                .append("Subject: ")
                .append(subject())
                .append("\r\n")
                .append("Date: ")
                .append(DATE.format(now.atZone(ZoneOffset.UTC)))
                .append("\r\n")
                .append("Message-ID: <")
                .append(UUID.randomUUID())
                .append('@')
                .append(hostName)
                .append(">\r\n")
                .append("Auto-Submitted: auto-replied\r\n") // RFC 3834 §5
                .append("MIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n") // of what is inside (RFC 2045 §6.4)
                .append("Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"")
                .append(boundary)
                .append("\"\r\n\r\n--")
                .append(boundary)
                .append("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
                .append(words())
                .append("\r\n--")
                .append(boundary)
                .append("\r\nContent-Type: message/delivery-status\r\n\r\n")
                .append(fields())
                .append("--")
                .append(boundary)
                .append(
                        full
                                ? "\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                                : "\r\nContent-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        try (var original = message.get()) {
            if (full) original.transferTo(out);
            else out.write(header(original));
        }
        out.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private String subject() {
        return switch (entries.getFirst().action()) {
            case FAILED -> "Your message could not be delivered";
            case DELAYED -> "Your message is delayed";
            case DELIVERED, RELAYED -> "Your message was delivered";
        };
    }

    private String words() {
        var out = new StringBuilder("This is the mail system at ")
                .append(hostName)
                .append(".\r\n\r\n");
        for (var entry : entries) {
            out.append('<')
                    .append(entry.recipient())
                    .append(">: ")
                    .append(
                            switch (entry.action()) {
                                case FAILED -> "could not be delivered and will not be tried again.";
                                case DELAYED ->
                                    "has not been delivered yet; it is tried further, you need not send it again.";
                                case DELIVERED -> "was put into the mailbox.";
                                case RELAYED -> "was handed to a system that sends no reports of its own.";
                            });
            out.append("\r\n    ").append(oneLine(entry.diagnostic())).append("\r\n\r\n");
        }
        reason.ifPresent(said -> out.append(said.replaceAll("\r?\n", "\r\n")).append("\r\n"));
        return out.toString();
    }

    /** RFC 3464 §2.2 and §2.3. */
    private String fields() {
        var out = new StringBuilder("Reporting-MTA: dns; ").append(hostName).append("\r\n");
        envelopeId
                .flatMap(XText::decode)
                .ifPresent(id ->
                        out.append("Original-Envelope-Id: ").append(oneLine(id)).append("\r\n"));
        out.append("Arrival-Date: ")
                .append(DATE.format(arrived.atZone(ZoneOffset.UTC)))
                .append("\r\n\r\n");
        for (var entry : entries) {
            entry.original()
                    .ifPresent(address -> out.append("Original-Recipient: rfc822; ")
                            .append(XText.encode(address.asString()))
                            .append("\r\n"));
            out.append("Final-Recipient: rfc822; ")
                    .append(entry.recipient())
                    .append("\r\n")
                    .append("Action: ")
                    .append(entry.action().name().toLowerCase(Locale.ROOT))
                    .append("\r\n")
                    .append("Status: ")
                    .append(entry.status())
                    .append("\r\n");
            if (!entry.remote().isEmpty())
                out.append("Remote-MTA: dns; ")
                        .append(entry.remote())
                        .append("\r\n")
                        .append("Diagnostic-Code: smtp; ")
                        .append(oneLine(entry.diagnostic()))
                        .append("\r\n");
            out.append("\r\n");
        }
        return out.toString();
    }

    /** What another server says must not write fields of its own. */
    private static String oneLine(String text) {
        var clean = text.replaceAll("[^\\x20-\\x7e]", " ").strip();
        return clean.length() > 500 ? clean.substring(0, 500) : clean;
    }

    private static byte[] header(InputStream message) throws IOException {
        var out = new ByteArrayOutputStream();
        int matched = 0;
        for (int octet = message.read(); octet >= 0 && out.size() < HEADER_LIMIT; octet = message.read()) {
            out.write(octet);
            matched = octet == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : octet == '\r' ? 1 : 0;
            if (matched == 4) break;
        }
        return out.toByteArray();
    }
}
