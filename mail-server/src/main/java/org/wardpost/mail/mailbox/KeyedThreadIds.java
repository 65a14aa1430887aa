package org.wardpost.mail.mailbox;

import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.ThreadNotFoundException;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.model.MimeMessageId;
import org.apache.james.mailbox.store.mail.model.Subject;
import org.wardpost.store.message.MessageRepository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Conversations by keyed tags of Message-ID, references and base subject. The store finds a message's thread, and writes its links, in the
 * transaction that appends it; so there is nothing left to guess before.
 */
final class KeyedThreadIds implements ThreadIdGuessingAlgorithm {
    private final MessageRepository messages;
    private final Owners owners;

    KeyedThreadIds(MessageRepository messages, Owners owners) {
        this.messages = messages;
        this.owners = owners;
    }

    /** Asked only by James's own way of appending, which is not taken: there a message is its own thread. */
    @Override
    public Mono<ThreadId> guessThreadIdReactive(
            MessageId id,
            Optional<MimeMessageId> own,
            Optional<MimeMessageId> inReplyTo,
            Optional<List<MimeMessageId>> references,
            Optional<Subject> subject,
            MailboxSession session) {
        return Mono.just(ThreadId.fromBaseMessageId(id));
    }

    @Override
    public Flux<MessageId> getMessageIdsInThread(ThreadId thread, MailboxSession session) {
        return Flux.defer(() -> {
            var ids = owners.account(session.getUser())
                    .map(account -> messages.thread(account, StoreMessageId.object(thread.getBaseMessageId())))
                    .orElse(List.of());
            return ids.isEmpty()
                    ? Flux.error(new ThreadNotFoundException(thread))
                    : Flux.fromStream(ids.stream().<MessageId>map(StoreMessageId::new));
        });
    }
}
