package org.wardpost.mail.mailet;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.mail.smtp.Reply;
import org.wardpost.mail.smtp.SmtpReplies;
import org.wardpost.mail.users.Recipients;
import org.wardpost.store.RefusedException;

/**
 * Delivers to the mailboxes of our accounts: takes the place of James's LocalDelivery, which rewrites the header and seals
 * and parses each copy anew. The mail ends here; whoever cannot be delivered to is refused one by one.
 */
public final class DeliverLocally extends GenericMailet {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverLocally.class);

    private final Recipients recipients;
    private final LocalDelivery delivery;
    private final Messages messages;

    @Inject
    public DeliverLocally(Recipients recipients, LocalDelivery delivery, Messages messages) {
        this.recipients = recipients;
        this.delivery = delivery;
        this.messages = messages;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        var sealed = (SealedMail) mail;
        var handOver = sealed.handOver();
        var object = handOver.hold(messages.held(mail)).object();
        var summary = MessageSummary.decode(object.summary());
        for (var recipient : sealed.getRecipients()) {
            try {
                switch (recipients.find(recipient)) {
                    case Recipients.Local local -> delivery.plan(sealed, object, summary, recipient, local);
                    case Recipients.Unknown _, Recipients.Elsewhere _, Recipients.Forward _ ->
                        handOver.refuse(recipient, Reply.of(550, "5.1.1", "No such recipient here"));
                }
            } catch (RefusedException refused) {
                handOver.refuse(recipient, SmtpReplies.of(refused.refusal()));
            } catch (RuntimeException fault) {
                handOver.refuse(recipient, SmtpReplies.fault(LOG, fault));
            }
        }
        mail.setState(Mail.GHOST);
    }
}
