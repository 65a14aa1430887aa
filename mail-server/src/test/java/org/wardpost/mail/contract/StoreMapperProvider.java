package org.wardpost.mail.contract;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.mail.AttachmentMapper;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.wardpost.mail.mailbox.StoreMessageId;
import org.wardpost.store.Store;

/** Our mappers for James's suites. */
final class StoreMapperProvider implements MapperProvider {
    private static final MailboxSession SESSION = MailboxSessionUtil.create(Username.of("benwa"));

    private final ContractWorld world;
    /** Above those that the store gives out; James's own replaces another message where both give the same. */
    private final AtomicLong uids = new AtomicLong(1_000);

    StoreMapperProvider(Store store) {
        this.world = ContractWorld.on(store);
    }

    /** All but ATTACHMENT: attachments are parts of their message. */
    @Override
    public List<Capabilities> getSupportedCapabilities() {
        return List.of(
                Capabilities.MESSAGE,
                Capabilities.MAILBOX,
                Capabilities.ANNOTATION,
                Capabilities.MOVE,
                Capabilities.UNIQUE_MESSAGE_ID,
                Capabilities.THREAD_SAFE_FLAGS_UPDATE,
                Capabilities.ACL_STORAGE);
    }

    @Override
    public MailboxMapper createMailboxMapper() {
        return world.mailboxes.mapperFactory().createMailboxMapper(SESSION);
    }

    @Override
    public MessageMapper createMessageMapper() {
        return world.mailboxes.mapperFactory().createMessageMapper(SESSION);
    }

    @Override
    public MessageIdMapper createMessageIdMapper() {
        return world.mailboxes.mapperFactory().createMessageIdMapper(SESSION);
    }

    @Override
    public AttachmentMapper createAttachmentMapper() {
        return world.mailboxes.mapperFactory().createAttachmentMapper(SESSION);
    }

    @Override
    public MailboxId generateId() {
        return world.unusedMailboxId();
    }

    @Override
    public MessageUid generateMessageUid() {
        return MessageUid.of(uids.incrementAndGet());
    }

    @Override
    public ModSeq generateModSeq(Mailbox mailbox) throws MailboxException {
        try {
            return world.mailboxes.mapperFactory().getModSeqProvider().nextModSeq(mailbox);
        } catch (MailboxNotFoundException neverThere) {
            return ModSeq.first(); // a case wants a number for a mailbox that is none
        }
    }

    @Override
    public ModSeq highestModSeq(Mailbox mailbox) throws MailboxException {
        return world.mailboxes.mapperFactory().getModSeqProvider().highestModSeq(mailbox);
    }

    @Override
    public boolean supportPartialAttachmentFetch() {
        return false;
    }

    @Override
    public MessageId generateMessageId() {
        return new StoreMessageId.Factory().generate();
    }
}
