package org.wardpost.mail.contract;

import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMapperTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class MailboxMapperOnH2Test extends MailboxMapperTest {
    private final StoreMapperProvider mappers = new StoreMapperProvider(ContractStores.h2());

    @Override
    protected MailboxMapper createMailboxMapper() {
        return mappers.createMailboxMapper();
    }

    @Override
    protected MailboxId generateId() {
        return mappers.generateId();
    }
}
