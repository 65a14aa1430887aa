package org.wardpost.mail.mailet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.MailAddress;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.sieve.MimeSieveMessage;
import org.wardpost.mail.sieve.SieveAction;
import org.wardpost.mail.sieve.SieveAddress;
import org.wardpost.mail.submission.MessageWriter;
import org.wardpost.store.account.Account;

/** Letters that a script causes (RFC 3834, RFC 5230 §5). Values of others never get into a field without being cleaned. */
final class AutomaticReply {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final String hostName;
    private final Account account;
    private final MailAddress to;
    private final MimeSieveMessage original;
    private final Instant now;

    AutomaticReply(String hostName, Account account, MailAddress to, MessageSummary summary, Instant now) {
        this.hostName = hostName;
        this.account = account;
        this.to = to;
        this.original =
                new MimeSieveMessage(summary.headerBlock(), summary.size(), java.io.InputStream::nullInputStream);
        this.now = now;
    }

    /** @param from an address of the owner, checked */
    MessageWriter vacation(SieveAction.Vacation vacation, Optional<SieveAddress> from) {
        var subject = vacation.subject().orElseGet(() -> "Auto: " + first("subject"));
        var header = header(from.orElse(new SieveAddress("", account.address())), subject, "auto-replied (vacation)")
                + references();
        return vacation.mime() ? entity(header, vacation.reason()) : text(header, vacation.reason());
    }

    /** To the owner. */
    MessageWriter notice(String what) {
        var header = header(
                new SieveAddress("", "MAILER-DAEMON@" + hostName),
                "Your mail filter needs attention",
                "auto-generated");
        return text(
                header,
                "Your Sieve script did not do all that it should with a message: " + what + ".\r\n\r\n"
                        + "The message was kept. You are told of this once a week at most.\r\n");
    }

    private String header(SieveAddress from, String subject, String automatic) {
        var name = clean(from.name());
        return "From: " + (name.isEmpty() ? "" : EncoderUtil.encodeAddressDisplayName(name) + " ") + "<"
                + from.address()
                + ">\r\n"
                + "To: <" + to + ">\r\n"
                + "Subject: " + encoded(subject) + "\r\n"
                + "Date: " + DATE.format(now.atZone(ZoneOffset.UTC)) + "\r\n"
                + "Message-ID: <" + UUID.randomUUID() + "@" + hostName + ">\r\n"
                + "Auto-Submitted: " + automatic + "\r\n"
                + "MIME-Version: 1.0\r\n";
    }

    /** RFC 5230 §5.8. */
    private String references() {
        var id = clean(first("message-id"));
        if (!id.matches("<[^<>\\s]+>")) return "";
        var before = clean(first("references"));
        if (before.length() > 2000 || !before.matches("(<[^<>\\s]+>\\s*)*")) before = "";
        return "In-Reply-To: " + id + "\r\nReferences: "
                + (before + " " + id).strip().replaceAll("\\s+", "\r\n ") + "\r\n";
    }

    private String first(String field) {
        return original.header(field).stream().findFirst().orElse("");
    }

    private static String clean(String value) {
        return value.replaceAll("[\\x00-\\x1f\\x7f]+", " ").strip();
    }

    private static String encoded(String subject) {
        var text = clean(subject);
        if (text.length() > 400)
            text = text.substring(0, text.offsetByCodePoints(0, Math.min(400, text.codePointCount(0, text.length()))));
        return EncoderUtil.encodeIfNecessary(text, EncoderUtil.Usage.TEXT_TOKEN, 9);
    }

    private static MessageWriter text(String header, String body) {
        var base64 = Base64.getMimeEncoder()
                .encodeToString(body.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return out -> write(
                out,
                header + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64
                        + "\r\n");
    }

    /** RFC 5230 §4.4: the reason is an entity with its own header; only MIME fields of it are taken. */
    private static MessageWriter entity(String header, String reason) {
        var crlf = reason.replaceAll("\r?\n", "\r\n");
        int end = crlf.indexOf("\r\n\r\n");
        var fields = new StringBuilder();
        var block = end < 0 ? "" : crlf.substring(0, end);
        for (var field : block.split("\r\n(?![ \t])"))
            if (field.toLowerCase(Locale.ROOT).startsWith("content-"))
                fields.append(field).append("\r\n");
        var body = end < 0 ? crlf : crlf.substring(end + 4);
        return out -> write(out, header + fields + "\r\n" + body + (body.endsWith("\r\n") ? "" : "\r\n"));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
