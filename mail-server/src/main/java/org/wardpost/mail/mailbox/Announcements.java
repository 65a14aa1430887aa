package org.wardpost.mail.mailbox;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.TreeMap;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.events.RegistrationKey;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.events.MessageMoveEvent;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageMoves;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.event.EventFactory;

/** Tells sessions what became of messages, after it is durable. Each returns when the session that did it has heard. */
final class Announcements {
    private final EventBus bus;

    Announcements(EventBus bus) {
        this.bus = bus;
    }

    void added(MailboxSession by, Mailbox mailbox, List<MessageMetaData> messages, boolean delivery) {
        if (messages.isEmpty()) {
            return;
        }
        tell(
                EventFactory.added()
                        .randomEventId()
                        .mailboxSession(by)
                        .mailbox(mailbox)
                        .metaData(sorted(messages))
                        .isDelivery(delivery)
                        .build(),
                key(mailbox));
    }

    void expunged(MailboxSession by, Mailbox mailbox, List<MessageMetaData> messages) {
        if (messages.isEmpty()) {
            return;
        }
        tell(
                EventFactory.expunged()
                        .randomEventId()
                        .mailboxSession(by)
                        .mailbox(mailbox)
                        .metaData(sorted(messages))
                        .build(),
                key(mailbox));
    }

    void flags(MailboxSession by, Mailbox mailbox, List<UpdatedFlags> updated) {
        if (updated.isEmpty()) {
            return;
        }
        tell(
                EventFactory.flagsUpdated()
                        .randomEventId()
                        .mailboxSession(by)
                        .mailbox(mailbox)
                        .updatedFlags(updated)
                        .build(),
                key(mailbox));
    }

    void moved(MailboxSession by, List<MessageId> messages, MessageMoves moves) {
        if (messages.isEmpty()) {
            return;
        }
        var keys = moves.impactedMailboxIds()
                .<RegistrationKey>map(MailboxIdRegistrationKey::new)
                .toList();
        var event = MessageMoveEvent.builder()
                .session(by)
                .messageMoves(moves)
                .messageId(messages)
                .build();
        bus.dispatch(event, ImmutableSet.copyOf(keys)).block();
    }

    private void tell(Event event, RegistrationKey key) {
        bus.dispatch(event, ImmutableSet.of(key)).block();
    }

    static RegistrationKey key(Mailbox mailbox) {
        return new MailboxIdRegistrationKey(mailbox.getMailboxId());
    }

    private static ImmutableSortedMap<MessageUid, MessageMetaData> sorted(List<MessageMetaData> messages) {
        var byUid = new TreeMap<MessageUid, MessageMetaData>();
        messages.forEach(message -> byUid.put(message.getUid(), message));
        return ImmutableSortedMap.copyOfSorted(byUid);
    }
}
