package org.wardpost.mail.repository;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.store.queue.QueueDraft;
import org.wardpost.store.queue.QueueFilter;
import org.wardpost.store.queue.QueueRepository;
import org.wardpost.store.queue.QueuedMail;

/** A mail repository as a queue whose rows are never due. A mail's name is its key. */
public final class SealedMailRepository implements MailRepository {
    private final String name;
    private final QueueRepository queue;
    private final Messages messages;

    public SealedMailRepository(MailRepositoryPath path, QueueRepository queue, Messages messages) {
        this.name = QueueNames.REPOSITORY + path.asString();
        this.queue = queue;
        this.messages = messages;
    }

    @Override
    public long size() {
        return queue.size(name);
    }

    @Override
    public MailKey store(Mail mail) throws MessagingException {
        try (var held = messages.held(mail)) {
            var replaced = queue.findByName(name, mail.getName()).map(QueuedMail::id);
            queue.enqueueAll(List.of(Messages.draft(name, mail, held.object(), QueueDraft.NEVER)), replaced);
        }
        return MailKey.forMail(mail);
    }

    @Override
    public Iterator<MailKey> list() {
        try (var rows = queue.browse(name)) {
            return rows.map(row -> new MailKey(Messages.mail(row).getName()))
                    .toList()
                    .iterator();
        }
    }

    @Override
    public @Nullable Mail retrieve(MailKey key) {
        Optional<QueuedMail> row = queue.findByName(name, key.asString());
        return row.map(Messages::mail).orElse(null);
    }

    @Override
    public void remove(MailKey key) {
        queue.remove(name, new QueueFilter.ByName(key.asString()));
    }

    @Override
    public void removeAll() {
        queue.remove(name, new QueueFilter.All());
    }
}
