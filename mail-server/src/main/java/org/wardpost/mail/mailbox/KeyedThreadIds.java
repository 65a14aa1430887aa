package org.wardpost.mail.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.ThreadNotFoundException;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.model.MimeMessageId;
import org.apache.james.mailbox.store.mail.model.Subject;
import org.apache.james.mailbox.store.search.SearchUtil;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.message.ThreadLinks;
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

    /** Asked only by James's own way of appending, which is not taken here. */
    @Override
    public Mono<ThreadId> guessThreadIdReactive(
            MessageId id,
            Optional<MimeMessageId> own,
            Optional<MimeMessageId> inReplyTo,
            Optional<List<MimeMessageId>> references,
            Optional<Subject> subject,
            MailboxSession session) {
        return Mono.fromCallable(() -> {
            var links = links(own, inReplyTo, references, subject);
            return owners.account(session.getUser())
                    .flatMap(account -> messages.threadOf(account, links))
                    .map(StoreMessageId::thread)
                    .orElseGet(() -> ThreadId.fromBaseMessageId(id));
        });
    }

    private static ThreadLinks links(
            Optional<MimeMessageId> own,
            Optional<MimeMessageId> inReplyTo,
            Optional<List<MimeMessageId>> references,
            Optional<Subject> subject) {
        var ids = new ArrayList<String>();
        inReplyTo.map(MimeMessageId::getValue).ifPresent(ids::add);
        references.ifPresent(all -> all.forEach(reference -> ids.add(reference.getValue())));
        var base = subject.map(s -> SearchUtil.getBaseSubject(s.getValue())).orElse("");
        return new ThreadLinks(own.map(MimeMessageId::getValue), ids, base);
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
