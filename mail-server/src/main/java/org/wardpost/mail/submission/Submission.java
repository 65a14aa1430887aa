package org.wardpost.mail.submission;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.MailAddress;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.store.queue.QueueRepository;

/**
 * The one way in for mail that our own parts send (ActiveSync SendMail, iMIP, portal): it goes through the same chain as mail
 * from outside, so that policy, signing and limits cannot be gone around.
 */
public final class Submission {
    private final Messages messages;
    private final QueueRepository queue;
    private final Clock clock;

    public Submission(Messages messages, QueueRepository queue, Clock clock) {
        this.messages = messages;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Queues a message; durable when this returns.
     * @param sender empty for {@code <>}
     * @return the name under which the queue knows it
     */
    public String send(Optional<MailAddress> sender, List<MailAddress> recipients, MessageWriter message) {
        var mail = new SealedMail(UUID.randomUUID().toString().replace("-", "").substring(0, 20), sender, recipients);
        mail.text(SealedMail.SUBMITTER, sender.map(MailAddress::asString).orElse(""));
        try (var taken = messages.write(message)) {
            queue.enqueue(Messages.draft(QueueNames.SPOOL, mail, taken.object(), clock.instant()));
        }
        return mail.getName();
    }
}
