package org.wardpost.mail.mailbox;

import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.mail.Flags;
import org.apache.commons.lang3.tuple.Pair;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.Content;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageAttachmentMetadata;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.store.MessageStorer;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.HeaderImpl;
import reactor.core.publisher.Mono;

/** James's way of storing a message, which takes UID, modseq and row one after the other; never gone here. */
enum NoStorer implements MessageStorer {
    INSTANCE;

    @Override
    public Mono<Pair<MessageMetaData, Optional<List<MessageAttachmentMetadata>>>> appendMessageToStore(
            Mailbox mailbox,
            Date internalDate,
            int size,
            int bodyStartOctet,
            Content content,
            Flags flags,
            PropertyBuilder properties,
            Optional<Message> parsed,
            MailboxSession session,
            HeaderImpl headers) {
        return Mono.error(new UnsupportedOperationException("Messages are appended by SealedMessageManager"));
    }
}
