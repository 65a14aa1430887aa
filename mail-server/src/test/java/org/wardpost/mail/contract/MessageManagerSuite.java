package org.wardpost.mail.contract;

import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.AbstractMessageManagerTest;
import org.apache.james.mailbox.store.MessageManagerTestSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.store.Store;

@ExtendWith(LeftOut.class)
abstract class MessageManagerSuite extends AbstractMessageManagerTest {
    abstract Store store();

    @BeforeEach
    void setUp() throws Exception {
        var world = ContractWorld.on(store());
        super.setup(new MessageManagerTestSystem(world.mailboxes.manager()) {
            @Override
            public Mailbox createMailbox(MailboxPath path, MailboxSession session) throws MailboxException {
                return ContractSystems.create(world, path, session);
            }
        });
    }
}
