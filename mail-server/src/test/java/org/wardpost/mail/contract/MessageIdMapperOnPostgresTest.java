package org.wardpost.mail.contract;

import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageIdMapperTest;
import org.apache.james.utils.UpdatableTickingClock;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class MessageIdMapperOnPostgresTest extends MessageIdMapperTest {
    @Override
    protected MapperProvider provideMapper() {
        return new StoreMapperProvider(ContractStores.postgres());
    }

    @Override
    protected UpdatableTickingClock updatableTickingClock() {
        return ContractStores.CLOCK;
    }
}
