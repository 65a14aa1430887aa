package org.wardpost.mail.contract;

import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.model.AnnotationMapperTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeftOut.class)
class AnnotationMapperOnPostgresTest extends AnnotationMapperTest {
    private final ContractWorld world = ContractWorld.on(ContractStores.postgres());

    @Override
    protected AnnotationMapper createAnnotationMapper() {
        return world.mailboxes
                .mapperFactory()
                .createAnnotationMapper(MailboxSessionUtil.create(Username.of("somebody")));
    }

    @Override
    protected MailboxId generateMailboxId() {
        return world.unusedMailboxId();
    }
}
