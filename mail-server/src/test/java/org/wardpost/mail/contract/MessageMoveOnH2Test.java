package org.wardpost.mail.contract;

import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageMoveTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class MessageMoveOnH2Test extends MessageMoveTest {
    @Override
    protected MapperProvider createMapperProvider() {
        return new StoreMapperProvider(ContractStores.h2());
    }
}
