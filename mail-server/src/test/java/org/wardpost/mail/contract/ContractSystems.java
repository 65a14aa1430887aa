package org.wardpost.mail.contract;

import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.CombinationManagerTestSystem;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.wardpost.mail.mailbox.MailboxTestAccess;
import org.wardpost.mail.mailbox.StoreMessageId;

/** What James's manager suites want to be handed. */
final class ContractSystems {
    private ContractSystems() {}

    static MessageIdManagerTestSystem byId(ContractWorld world) {
        return new MessageIdManagerTestSystem(
                world.mailboxes.messageIdManager(),
                new StoreMessageId.Factory(),
                world.mailboxes.mapperFactory(),
                world.mailboxes.manager());
    }

    static CombinationManagerTestSystem combination(ContractWorld world) {
        return new CombinationManagerTestSystem(world.mailboxes.manager(), world.mailboxes.messageIdManager()) {
            @Override
            public Mailbox createMailbox(MailboxPath path, MailboxSession session) throws MailboxException {
                return create(world, path, session);
            }

            @Override
            public MessageManager createMessageManager(Mailbox mailbox, MailboxSession session) {
                return MailboxTestAccess.messageManager(world.mailboxes, mailbox, session);
            }
        };
    }

    static Mailbox create(ContractWorld world, MailboxPath path, MailboxSession session) throws MailboxException {
        world.mailboxes.manager().createMailbox(path, session);
        return world.mailboxes.manager().getMailbox(path, session).getMailboxEntity();
    }
}
