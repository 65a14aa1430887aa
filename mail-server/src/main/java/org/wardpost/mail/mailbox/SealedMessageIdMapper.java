package org.wardpost.mail.mailbox;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.Multimap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.reactivestreams.Publisher;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.message.InsertedMessage;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.message.MessageRepository.Place;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.store.message.UidSet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Messages by id, wherever the session's user has or shares them. No mail protocol comes this way; JMAP would. */
final class SealedMessageIdMapper implements MessageIdMapper {
    private final MessageRepository messages;
    private final CollectionRepository collections;
    private final SealedMessageMapper mapper;
    private final Supplier<List<AccountId>> accounts;

    /** @param accounts whose mailboxes the session may see */
    SealedMessageIdMapper(
            MessageRepository messages,
            CollectionRepository collections,
            SealedMessageMapper mapper,
            Supplier<List<AccountId>> accounts) {
        this.messages = messages;
        this.collections = collections;
        this.mapper = mapper;
        this.accounts = accounts;
    }

    private List<Place> places(MessageId id) {
        var places = new ArrayList<Place>();
        for (var account : accounts.get()) {
            places.addAll(messages.places(account, StoreMessageId.object(id)));
        }
        return places;
    }

    private Stream<MailboxMessage> messages(MessageId id) {
        return places(id).stream()
                .flatMap(place -> messages.find(place.collection(), place.uid()).stream()
                        .map(message -> message(place, message)));
    }

    private static MailboxMessage message(Place place, StoredMessage message) {
        return StoredMailboxMessage.of(new StoreMailboxId(place.collection()), message);
    }

    @Override
    public List<MailboxMessage> find(Collection<MessageId> ids, FetchType type) {
        return ids.stream().distinct().flatMap(this::messages).toList();
    }

    @Override
    public Flux<MailboxMessage> findReactive(Collection<MessageId> ids, FetchType type) {
        return Flux.defer(() -> Flux.fromIterable(find(ids, type)));
    }

    @Override
    public Publisher<ComposedMessageIdWithMetaData> findMetadata(MessageId id) {
        return Flux.defer(() -> Flux.fromStream(messages(id).map(MailboxMessage::getComposedMessageIdWithMetaData)));
    }

    @Override
    public List<MailboxId> findMailboxes(MessageId id) {
        return places(id).stream()
                .<MailboxId>map(place -> new StoreMailboxId(place.collection()))
                .toList();
    }

    @Override
    public void save(MailboxMessage message) throws MailboxException {
        save(message, message.getMailboxId());
    }

    private void save(MailboxMessage message, MailboxId mailbox) throws MailboxException {
        var collection = StoreMailboxId.collection(mailbox);
        if (collections.find(collection).isEmpty()) {
            throw new MailboxNotFoundException(mailbox);
        }
        var known = places(message.getMessageId()).stream()
                .flatMap(place -> messages.find(place.collection(), place.uid()).stream())
                .findFirst();
        if (known.isPresent()) {
            insert(collection, message, known.get().asSource());
            return;
        }
        try (var intaken = mapper.intake(message)) {
            insert(collection, message, intaken.object());
        }
    }

    private void insert(CollectionId collection, MailboxMessage message, ObjectSource source) throws MailboxException {
        var draft = SealedMessageMapper.draft(message, source);
        var modseq = Optional.ofNullable(message.getModSeq()).orElse(ModSeq.first());
        var inserted = new InsertedMessage(message.getUid().asLong(), new Modseq(modseq.asLong()), draft);
        var appended = MailboxRefusals.translating(() -> messages.insert(collection, inserted));
        message.setSaveDate(Date.from(appended.saveDate()));
    }

    @Override
    public void copyInMailbox(MailboxMessage message, Mailbox mailbox) throws MailboxException {
        if (!findMailboxes(message.getMessageId()).contains(mailbox.getMailboxId())) {
            save(message, mailbox.getMailboxId());
        }
    }

    @Override
    public Mono<Void> copyInMailboxReactive(MailboxMessage message, Mailbox mailbox) {
        return Mono.fromCallable(() -> {
                    copyInMailbox(message, mailbox);
                    return true;
                })
                .then();
    }

    @Override
    public void delete(MessageId id) {
        places(id).forEach(this::delete);
    }

    @Override
    public void delete(MessageId id, Collection<MailboxId> mailboxes) {
        var wanted = new HashSet<>(mailboxes);
        places(id).stream()
                .filter(place -> wanted.contains(new StoreMailboxId(place.collection())))
                .forEach(this::delete);
    }

    private void delete(Place place) {
        messages.expunge(place.collection(), UidSet.of(place.uid()), false);
    }

    @Override
    public Mono<Void> deleteReactive(MessageId id, Collection<MailboxId> mailboxes) {
        return Mono.fromRunnable(() -> delete(id, mailboxes));
    }

    @Override
    public Mono<Void> deleteReactive(Multimap<MessageId, MailboxId> ids) {
        return Mono.fromRunnable(() -> delete(ids));
    }

    @Override
    public Mono<Multimap<MailboxId, UpdatedFlags>> setFlags(
            MessageId id, List<MailboxId> mailboxes, Flags state, FlagsUpdateMode mode) {
        return Mono.fromCallable(() -> {
            var change = SealedMessageMapper.computing(new FlagsUpdateCalculator(state, mode));
            var updated = ArrayListMultimap.<MailboxId, UpdatedFlags>create();
            for (var place : places(id)) {
                var mailbox = new StoreMailboxId(place.collection());
                if (mailboxes.contains(mailbox)) {
                    var result = MailboxRefusals.translating(() ->
                            messages.setFlags(place.collection(), UidSet.of(place.uid()), change, Optional.empty()));
                    result.messages().forEach(m -> updated.put(mailbox, Metadata.of(m, StoreMessageId.object(id))));
                }
            }
            return updated;
        });
    }
}
