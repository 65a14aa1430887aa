package org.wardpost.mail.mailbox;

import java.util.Optional;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.wardpost.store.CollectionId;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.view.ViewCache;
import reactor.core.publisher.Mono;

/**
 * UIDs and modseqs taken before there is a message, each in a transaction of its own. Only James's {@code MessageIdManager} asks for them;
 * whatever a protocol does takes both together with the row.
 */
record ReservedNumbers(MessageRepository messages, ViewCache views) {
    UidProvider uids() {
        return new Uids(this);
    }

    ModSeqProvider modseqs() {
        return new Modseqs(this);
    }

    private record Uids(ReservedNumbers numbers) implements UidProvider {
        @Override
        public MessageUid nextUid(Mailbox mailbox) throws MailboxException {
            return nextUid(mailbox.getMailboxId());
        }

        @Override
        public MessageUid nextUid(MailboxId mailbox) throws MailboxException {
            return MessageUid.of(
                    MailboxRefusals.translating(() -> numbers.messages.reserveUid(StoreMailboxId.collection(mailbox))));
        }

        @Override
        public Mono<MessageUid> nextUidReactive(MailboxId mailbox) {
            return Mono.fromCallable(() -> nextUid(mailbox));
        }

        @Override
        public Optional<MessageUid> lastUid(Mailbox mailbox) throws MailboxException {
            CollectionId id = StoreMailboxId.collection(mailbox);
            long next =
                    MailboxRefusals.translating(() -> numbers.views.view(id)).uidNext();
            return next <= 1 ? Optional.empty() : Optional.of(MessageUid.of(next - 1));
        }

        @Override
        public Mono<Optional<MessageUid>> lastUidReactive(Mailbox mailbox) {
            return Mono.fromCallable(() -> lastUid(mailbox));
        }
    }

    private record Modseqs(ReservedNumbers numbers) implements ModSeqProvider {
        @Override
        public ModSeq nextModSeq(Mailbox mailbox) throws MailboxException {
            return nextModSeq(mailbox.getMailboxId());
        }

        @Override
        public ModSeq nextModSeq(MailboxId mailbox) throws MailboxException {
            return ModSeq.of(MailboxRefusals.translating(
                            () -> numbers.messages.reserveModseq(StoreMailboxId.collection(mailbox)))
                    .value());
        }

        @Override
        public Mono<ModSeq> nextModSeqReactive(MailboxId mailbox) {
            return Mono.fromCallable(() -> nextModSeq(mailbox));
        }

        @Override
        public ModSeq highestModSeq(Mailbox mailbox) throws MailboxException {
            return highestModSeq(mailbox.getMailboxId());
        }

        @Override
        public ModSeq highestModSeq(MailboxId mailbox) throws MailboxException {
            var id = StoreMailboxId.collection(mailbox);
            return ModSeq.of(MailboxRefusals.translating(() -> numbers.views.view(id))
                    .modseq()
                    .value());
        }

        @Override
        public Mono<ModSeq> highestModSeqReactive(Mailbox mailbox) {
            return Mono.fromCallable(() -> highestModSeq(mailbox));
        }
    }
}
