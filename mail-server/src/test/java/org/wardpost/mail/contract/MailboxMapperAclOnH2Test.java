package org.wardpost.mail.contract;

import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMapperACLTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class MailboxMapperAclOnH2Test extends MailboxMapperACLTest {
    @Override
    protected MailboxMapper createMailboxMapper() {
        return new StoreMapperProvider(ContractStores.h2()).createMailboxMapper();
    }
}
