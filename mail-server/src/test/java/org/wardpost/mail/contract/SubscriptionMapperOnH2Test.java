package org.wardpost.mail.contract;

import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.SubscriptionMapperTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class SubscriptionMapperOnH2Test extends SubscriptionMapperTest {
    @Override
    protected SubscriptionMapper createSubscriptionMapper() {
        var world = ContractWorld.on(ContractStores.h2());
        return world.mailboxes
                .mapperFactory()
                .createSubscriptionMapper(MailboxSessionUtil.create(Username.of("somebody")));
    }
}
