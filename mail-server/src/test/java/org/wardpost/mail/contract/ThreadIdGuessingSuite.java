package org.wardpost.mail.contract;

import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.store.CombinationManagerTestSystem;
import org.apache.james.mailbox.store.ThreadIdGuessingAlgorithmContract;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.model.MimeMessageId;
import org.apache.james.mailbox.store.mail.model.Subject;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.mail.mailbox.MailboxTestAccess;
import org.wardpost.mail.mailbox.StoreMessageId;
import org.wardpost.store.Store;
import reactor.core.publisher.Flux;

@ExtendWith(LeftOut.class)
abstract class ThreadIdGuessingSuite extends ThreadIdGuessingAlgorithmContract {
    abstract Store store();

    private final ContractWorld world = ContractWorld.on(store());

    @Override
    protected CombinationManagerTestSystem createTestingData() {
        return ContractSystems.combination(world);
    }

    @Override
    protected ThreadIdGuessingAlgorithm initThreadIdGuessingAlgorithm(CombinationManagerTestSystem system) {
        return MailboxTestAccess.threads(world.store, world.owners);
    }

    @Override
    protected MessageMapper createMessageMapper(MailboxSession session) {
        return world.mailboxes.mapperFactory().getMessageMapper(session);
    }

    @Override
    protected MessageId initNewBasedMessageId() {
        return new StoreMessageId.Factory().generate();
    }

    @Override
    protected MessageId initOtherBasedMessageId() {
        return new StoreMessageId.Factory().generate();
    }

    /** Nothing to be saved apart: the links of a message are written with it. */
    @Override
    protected Flux<Void> saveThreadData(
            Username user, Set<MimeMessageId> ids, MessageId message, ThreadId thread, Optional<Subject> subject) {
        return Flux.empty();
    }
}
