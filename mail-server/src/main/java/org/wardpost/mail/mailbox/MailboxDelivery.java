package org.wardpost.mail.mailbox;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.message.Appended;
import org.wardpost.store.message.Delivery;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;

/**
 * The way of mail into a mailbox, without a session: INBOX is found by its role and not by name. One transaction a message, durable when it
 * returns; sessions hear of it by the store's change feed. Several recipients in one commit go by {@link #draft} and the store's own {@code
 * deliver}.
 */
public final class MailboxDelivery {
    private final Store store;
    private final StandardMailboxes standard;
    private final Clock clock;

    public MailboxDelivery(Store store, Clock clock) {
        this.store = store;
        this.standard = StandardMailboxes.subscribed(store);
        this.clock = clock;
    }

    /**
     * Delivers one message.
     * @param mailbox full path; INBOX if empty, and where there is no such mailbox
     * @param message just taken in, or lying in the queue; it must have its summary
     * @param deliveryId the same id is delivered to an account once, however often it is tried
     * @throws org.wardpost.store.RefusedException NotFound without the account, OverQuota, Locked
     */
    public Appended deliver(
            AccountId account,
            Optional<String> mailbox,
            ObjectSource message,
            MessageFlags flags,
            Optional<UUID> deliveryId) {
        return store.messages().append(target(account, mailbox), draft(message, flags, deliveryId));
    }

    /** The same as one of several targets, for {@link org.wardpost.store.message.MessageRepository#deliver}. */
    public Delivery delivery(
            AccountId account,
            Optional<String> mailbox,
            ObjectSource message,
            MessageFlags flags,
            Optional<UUID> deliveryId) {
        return new Delivery(target(account, mailbox), draft(message, flags, deliveryId));
    }

    /** What is appended: new to everybody, of now, in its conversation. */
    public MessageDraft draft(ObjectSource message, MessageFlags flags, Optional<UUID> deliveryId) {
        var links = MessageSummary.decode(message.summary()).links();
        return new MessageDraft(
                message, flags.with(MessageFlags.of(MessageFlags.RECENT)), clock.instant(), links, deliveryId);
    }

    private CollectionId target(AccountId account, Optional<String> mailbox) {
        return mailbox.flatMap(name -> store.collections().findByName(account, CollectionKind.MAILBOX, name))
                .map(Collection::id)
                .orElseGet(() -> standard.ensure(account).id());
    }
}
