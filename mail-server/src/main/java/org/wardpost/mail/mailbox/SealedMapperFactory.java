package org.wardpost.mail.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.AttachmentMapper;
import org.apache.james.mailbox.store.mail.AttachmentMapperFactory;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.property.PropertyRepository;

/** Makes James's mappers. They keep nothing of a session, so each is made once; James asks for them at every turn. */
public final class SealedMapperFactory extends MailboxSessionMapperFactory implements AttachmentMapperFactory {
    private final Store store;
    private final Owners owners;
    private final ShareIndex shares;
    private final ShareKeys keys;
    private final SealedMessageMapper messages;
    private final SealedMailboxMapper mailboxes;
    private final SealedSubscriptionMapper subscriptions;
    private final ReservedNumbers numbers;

    private final PropertyRepository properties;

    /** @param delimiter between the levels of mailbox names */
    public SealedMapperFactory(Store store, Owners owners, char delimiter) {
        this.store = store;
        this.owners = owners;
        this.shares = new ShareIndex(store.properties(), owners);
        var audit = new ShareAudit(store.audit());
        this.keys = new ShareKeys(store.grants(), owners, audit);
        this.messages = new SealedMessageMapper(store.messages(), store.views(), store.spool());
        this.mailboxes = new SealedMailboxMapper(store.collections(), owners, shares, keys, audit, delimiter);
        this.subscriptions = new SealedSubscriptionMapper(store.properties(), owners);
        this.properties = store.properties();
        this.numbers = new ReservedNumbers(store.messages(), store.views());
    }

    ShareIndex shares() {
        return shares;
    }

    ShareKeys keys() {
        return keys;
    }

    SealedMailboxMapper mailboxes() {
        return mailboxes;
    }

    @Override
    public MessageMapper createMessageMapper(MailboxSession session) {
        return messages;
    }

    @Override
    public MessageMapper getMessageMapper(MailboxSession session) {
        return messages;
    }

    @Override
    public MailboxMapper createMailboxMapper(MailboxSession session) {
        return mailboxes;
    }

    @Override
    public MailboxMapper getMailboxMapper(MailboxSession session) {
        return mailboxes;
    }

    @Override
    public MessageIdMapper createMessageIdMapper(MailboxSession session) {
        return new SealedMessageIdMapper(
                store.messages(), store.collections(), messages, () -> accountsVisibleTo(session));
    }

    private List<AccountId> accountsVisibleTo(MailboxSession session) {
        var visible = new ArrayList<AccountId>();
        owners.account(session.getUser()).ifPresent(own -> {
            visible.add(own);
            shares.of(own).stream()
                    .map(CollectionId::owner)
                    .distinct()
                    .filter(o -> !o.equals(own))
                    .forEach(visible::add);
        });
        return visible;
    }

    @Override
    public MessageIdMapper getMessageIdMapper(MailboxSession session) {
        return createMessageIdMapper(session);
    }

    @Override
    public SubscriptionMapper getSubscriptionMapper(MailboxSession session) {
        return subscriptions;
    }

    @Override
    public AnnotationMapper getAnnotationMapper(MailboxSession session) {
        return createAnnotationMapper(session);
    }

    @Override
    public SubscriptionMapper createSubscriptionMapper(MailboxSession session) {
        return subscriptions;
    }

    @Override
    public AnnotationMapper createAnnotationMapper(MailboxSession session) {
        return new SealedAnnotationMapper(properties, owners.account(session.getUser()));
    }

    @Override
    public UidProvider getUidProvider() {
        return numbers.uids();
    }

    @Override
    public ModSeqProvider getModSeqProvider() {
        return numbers.modseqs();
    }

    /** @throws UnsupportedOperationException always: attachments are parts of their message and are not stored a second time */
    @Override
    public AttachmentMapper createAttachmentMapper(MailboxSession session) {
        throw new UnsupportedOperationException("Attachments are not stored apart");
    }

    @Override
    public AttachmentMapper getAttachmentMapper(MailboxSession session) {
        return createAttachmentMapper(session);
    }

    @Override
    public void endProcessingRequest(MailboxSession session) {
        // nothing is kept from one request to the next
    }
}
