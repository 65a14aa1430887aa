package org.wardpost.mail.queue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.mail.message.IntakenMessage;
import org.wardpost.mail.smtp.Envelope;
import org.wardpost.mail.smtp.MailSink;
import org.wardpost.mail.smtp.Origin;
import org.wardpost.mail.smtp.Reply;
import org.wardpost.mail.smtp.SmtpReplies;
import org.wardpost.store.queue.QueueRepository;

/**
 * Takes a message from the door straight through the mailets: for mail to our own users its one commit is the delivery, and
 * the answer means that it can be read. What cannot be done at once lies in a queue by that same commit. When the chain itself
 * fails, the whole mail goes into the spool, so that nothing depends on the sender's patience.
 */
public final class DirectSink implements MailSink {
    private static final Logger LOG = LoggerFactory.getLogger(DirectSink.class);
    private static final AttributeName UTF8 = AttributeName.of("wardpost.smtputf8");

    private final ChainRunner runner;
    private final QueueRepository queue;
    private final Clock clock;
    private final boolean eachRecipient;

    /** @param eachRecipient whether the door gives one answer a recipient (LMTP) */
    public DirectSink(ChainRunner runner, QueueRepository queue, Clock clock, boolean eachRecipient) {
        this.runner = runner;
        this.queue = queue;
        this.clock = clock;
        this.eachRecipient = eachRecipient;
    }

    @Override
    public List<Reply> accept(String id, Envelope envelope, IntakenMessage message, Origin origin) {
        var mail = mail(id, envelope, origin);
        mail.setMessage(new SealedMimeMessage(message.object()));
        var done = Reply.of(250, "2.0.0", "OK " + id);
        try {
            var refused = runner.run(mail, message.object(), Optional.empty(), eachRecipient);
            return eachRecipient ? answers(envelope, refused, done) : List.of(done);
        } catch (MessagingException | RuntimeException fault) {
            if (eachRecipient) return List.of(SmtpReplies.fault(LOG, fault));
            LOG.error("{}: the chain failed; the mail goes into the spool", id, fault);
            queue.enqueue(
                    Messages.draft(QueueNames.SPOOL, mail(id, envelope, origin), message.object(), clock.instant()));
            return List.of(done);
        }
    }

    private static List<Reply> answers(Envelope envelope, Map<MailAddress, Reply> refused, Reply done) {
        return envelope.recipients().stream()
                .map(recipient -> refused.getOrDefault(recipient.address(), done))
                .toList();
    }

    private static SealedMail mail(String id, Envelope envelope, Origin origin) {
        var recipients = envelope.recipients().stream()
                .map(Envelope.Recipient::address)
                .distinct()
                .toList();
        var mail = new SealedMail(id, envelope.sender(), recipients);
        mail.setRemoteAddr(origin.peer().getHostAddress());
        envelope.dsn().ifPresent(mail::setDsnParameters);
        if (envelope.utf8()) mail.setAttribute(new Attribute(UTF8, AttributeValue.of(true)));
        origin.principal().ifPresent(who -> mail.text(SealedMail.SUBMITTER, who.address()));
        return mail;
    }
}
