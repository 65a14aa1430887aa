package org.wardpost.mail.mailet;

import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.mail.smtp.Reply;
import org.wardpost.store.queue.QueueDraft;

/**
 * Keeps a mail for an operator to look at; takes the place of James's ToRepository, in the same commit as all else. Where the
 * sender still waits for an answer he keeps it himself. Parameter: {@code repository}.
 */
public final class KeepInRepository extends GenericMailet {
    private final Messages messages;

    @Inject
    public KeepInRepository(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        var sealed = (SealedMail) mail;
        if (sealed.handOver().answered()) {
            for (var recipient : sealed.getRecipients())
                sealed.handOver().refuse(recipient, Reply.of(451, "4.3.0", "The message could not be processed"));
        } else {
            var object = sealed.handOver().hold(messages.held(mail)).object();
            var name = QueueNames.REPOSITORY + getInitParameter("repository", "error");
            sealed.handOver().queue(Optional.empty(), Messages.draft(name, sealed, object, QueueDraft.NEVER));
        }
        mail.setState(Mail.GHOST);
    }
}
