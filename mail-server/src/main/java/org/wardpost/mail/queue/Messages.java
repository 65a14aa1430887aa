package org.wardpost.mail.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.wardpost.mail.message.IntakenMessage;
import org.wardpost.mail.message.MessageIntake;
import org.wardpost.mail.submission.MessageWriter;
import org.wardpost.store.Store;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.queue.QueueDraft;
import org.wardpost.store.queue.QueuedMail;

/** Turns mails into rows of a queue and back. A message that nobody changed keeps its sealed object. */
public final class Messages {
    /** James's attribute of a mail's priority, 0 to 9 (MailPrioritySupport). */
    private static final AttributeName PRIORITY = AttributeName.of("MAIL_PRIORITY");

    private static final int USUAL_PRIORITY = 5;

    private final Store store;

    public Messages(Store store) {
        this.store = store;
    }

    /** What lies behind a mail, and whether it has to be closed after use. */
    public record Held(ObjectSource object, Optional<IntakenMessage> fresh) implements AutoCloseable {
        @Override
        public void close() {
            fresh.ifPresent(IntakenMessage::close);
        }
    }

    /** The mail's message as a sealed object: the one it has, or a new one when it was changed or never sealed. */
    public Held held(Mail mail) throws MessagingException {
        var message = mail.getMessage();
        if (message instanceof SealedMimeMessage sealed && !sealed.isModified())
            return new Held(sealed.object(), Optional.empty());
        var taken = write(out -> {
            try {
                if (message != null) message.writeTo(out);
            } catch (MessagingException e) {
                throw new IOException("the message cannot be written", e);
            }
        });
        return new Held(taken.object(), Optional.of(taken));
    }

    /** Seals a message that we write ourselves. The caller closes it. */
    public IntakenMessage write(MessageWriter writer) {
        try (var intake = new MessageIntake(store.spool())) {
            writer.writeTo(intake);
            return intake.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row for the queue. */
    public static QueueDraft draft(String queue, Mail mail, ObjectSource object, Instant due) {
        return new QueueDraft(
                queue,
                priority(mail),
                due,
                object,
                MailCodec.encode(mail),
                mail.getName(),
                tags(mail.getMaybeSender().asString("")),
                recipientTags(mail));
    }

    /** The mail of a row; its message is opened only when somebody reads it. */
    public static SealedMail mail(QueuedMail row) {
        var mail = MailCodec.decode(row.envelope());
        mail.setMessage((MimeMessage) new SealedMimeMessage(row.object()));
        return mail;
    }

    private static int priority(Mail mail) {
        return mail.getAttribute(PRIORITY)
                .map(Attribute::getValue)
                .flatMap((AttributeValue<?> value) -> value.valueAs(Integer.class))
                .map(asked -> Math.clamp(asked, 0, 9))
                .orElse(USUAL_PRIORITY);
    }

    private static Set<String> recipientTags(Mail mail) {
        var tags = new HashSet<String>();
        if (mail.getRecipients() != null) mail.getRecipients().forEach(one -> tags.add(tag(one.asString())));
        return tags;
    }

    private static Set<String> tags(String address) {
        return address.isEmpty() ? Set.of() : Set.of(tag(address));
    }

    /** Addresses are compared in lower case. */
    static String tag(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
