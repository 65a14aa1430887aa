package org.wardpost.mail.mailbox;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Content;
import org.wardpost.mail.message.MessageIntake;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.message.SealedContent;
import org.wardpost.store.CollectionId;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.blob.ObjectSpool;
import org.wardpost.store.message.Appended;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.MessageRepository;

/** Puts content into a mailbox: sealed content by re-wrapping its key, any other by taking it in first. */
record Appending(MessageRepository messages, ObjectSpool spool) {
    /** Receives what a {@code Content} holds, if it is not sealed yet, for as long as the task runs. */
    interface Task<T> {
        T with(ObjectSource source, Optional<UUID> deliveryId) throws MailboxException;
    }

    <T> T withSource(Content content, Task<T> task) throws MailboxException {
        if (content instanceof SealedContent(var source, var deliveryId)) {
            return task.with(source, deliveryId);
        }
        try (var intake = new MessageIntake(spool);
                var in = content.getInputStream()) {
            in.transferTo(intake);
            try (var intaken = intake.finish()) {
                return task.with(intaken.object(), Optional.empty());
            }
        } catch (IOException failed) {
            throw new MailboxException("The message could not be received", failed);
        }
    }

    Appended append(
            CollectionId target, ObjectSource source, MessageFlags flags, Instant date, Optional<UUID> deliveryId)
            throws MailboxException {
        var links = MessageSummary.decode(source.summary()).links();
        return MailboxRefusals.translating(
                () -> messages.append(target, new MessageDraft(source, flags, date, links, deliveryId)));
    }
}
