package org.wardpost.mail.contract;

import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageMapperTest;
import org.apache.james.utils.UpdatableTickingClock;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class MessageMapperOnPostgresTest extends MessageMapperTest {
    @Override
    protected MapperProvider createMapperProvider() {
        return new StoreMapperProvider(ContractStores.postgres());
    }

    @Override
    protected UpdatableTickingClock updatableTickingClock() {
        return ContractStores.CLOCK;
    }
}
