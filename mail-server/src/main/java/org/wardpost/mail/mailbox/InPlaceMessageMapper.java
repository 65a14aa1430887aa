package org.wardpost.mail.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A message mapper that runs where it is called. James's defaults hop to another pool for each call; here a command hops once, to a virtual
 * thread, and everything below blocks plainly.
 */
interface InPlaceMessageMapper extends MessageMapper {
    /** Every UID, in order. */
    List<MessageUid> uids(Mailbox mailbox) throws MailboxException;

    private static <T> Mono<T> here(Callable<T> call) {
        return Mono.fromCallable(call);
    }

    private static <T> Flux<T> list(Callable<List<T>> call) {
        return Mono.fromCallable(call).flatMapIterable(all -> all);
    }

    @Override
    default Flux<MailboxMessage> findInMailboxReactive(Mailbox mailbox, MessageRange set, FetchType type, int limit) {
        return list(() -> {
            var found = new ArrayList<MailboxMessage>();
            findInMailbox(mailbox, set, type, limit).forEachRemaining(found::add);
            return found;
        });
    }

    @Override
    default Flux<ComposedMessageIdWithMetaData> listMessagesMetadata(Mailbox mailbox, MessageRange set) {
        return findInMailboxReactive(mailbox, set, FetchType.METADATA, UNLIMITED)
                .map(MailboxMessage::getComposedMessageIdWithMetaData);
    }

    @Override
    default Flux<MessageUid> retrieveMessagesMarkedForDeletionReactive(Mailbox mailbox, MessageRange range) {
        return list(() -> retrieveMessagesMarkedForDeletion(mailbox, range));
    }

    @Override
    default Mono<MailboxCounters> getMailboxCountersReactive(Mailbox mailbox) {
        return here(() -> getMailboxCounters(mailbox));
    }

    @Override
    default Mono<Map<MessageUid, MessageMetaData>> deleteMessagesReactive(Mailbox mailbox, List<MessageUid> uids) {
        return here(() -> deleteMessages(mailbox, uids));
    }

    @Override
    default Mono<Optional<MessageUid>> findFirstUnseenMessageUidReactive(Mailbox mailbox) {
        return here(() -> Optional.ofNullable(findFirstUnseenMessageUid(mailbox)));
    }

    @Override
    default Mono<List<MessageUid>> findRecentMessageUidsInMailboxReactive(Mailbox mailbox) {
        return here(() -> findRecentMessageUidsInMailbox(mailbox));
    }

    @Override
    default Mono<MessageMetaData> addReactive(Mailbox mailbox, MailboxMessage message) {
        return here(() -> add(mailbox, message));
    }

    @Override
    default Mono<List<UpdatedFlags>> updateFlagsReactive(
            Mailbox mailbox, FlagsUpdateCalculator calculator, MessageRange set) {
        return here(() -> {
            var updated = new ArrayList<UpdatedFlags>();
            updateFlags(mailbox, calculator, set).forEachRemaining(updated::add);
            return updated;
        });
    }

    @Override
    default Mono<List<UpdatedFlags>> resetRecentReactive(Mailbox mailbox) {
        return here(() -> resetRecent(mailbox));
    }

    @Override
    default Mono<MessageMetaData> copyReactive(Mailbox mailbox, MailboxMessage original) {
        return here(() -> copy(mailbox, original));
    }

    @Override
    default Mono<List<MessageMetaData>> copyReactive(Mailbox mailbox, List<MailboxMessage> originals) {
        return here(() -> copy(mailbox, originals));
    }

    @Override
    default Mono<MessageMetaData> moveReactive(Mailbox mailbox, MailboxMessage original) {
        return here(() -> move(mailbox, original));
    }

    @Override
    default Mono<List<MessageMetaData>> moveReactive(Mailbox mailbox, List<MailboxMessage> originals) {
        return here(() -> move(mailbox, originals));
    }

    @Override
    default Mono<Optional<MessageUid>> getLastUidReactive(Mailbox mailbox) {
        return here(() -> getLastUid(mailbox));
    }

    @Override
    default Mono<ModSeq> getHighestModSeqReactive(Mailbox mailbox) {
        return here(() -> getHighestModSeq(mailbox));
    }

    @Override
    default Mono<Flags> getApplicableFlagReactive(Mailbox mailbox) {
        return here(() -> getApplicableFlag(mailbox));
    }

    @Override
    default Flux<MessageUid> listAllMessageUids(Mailbox mailbox) {
        return list(() -> uids(mailbox));
    }
}
