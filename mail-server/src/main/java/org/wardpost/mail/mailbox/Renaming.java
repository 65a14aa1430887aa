package org.wardpost.mail.mailbox;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.james.mailbox.MailboxManager.MailboxRenamedResult;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.event.EventFactory;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;

/** RENAME (RFC 9051 §6.3.6) of a mailbox with all that lies below it, in one commit; James renames one after the other. */
record Renaming(MailboxContext context, MailboxSession session) {
    List<MailboxRenamedResult> rename(Mailbox mailbox, MailboxPath to) throws MailboxException {
        var from = mailbox.generateAssociatedPath();
        require(from);
        require(to);
        to.assertAcceptable(session.getPathDelimiter());
        var names = new LinkedHashMap<CollectionId, String>();
        var results = new ArrayList<MailboxRenamedResult>();
        for (var collection : tree(mailbox)) {
            var below = MailboxNames.name(collection.name())
                    .substring(from.getName().length());
            var target = new MailboxPath(to.getNamespace(), to.getUser(), to.getName() + below);
            var origin = new MailboxPath(from.getNamespace(), from.getUser(), from.getName() + below);
            names.put(collection.id(), MailboxNames.collectionName(target));
            results.add(new MailboxRenamedResult(new StoreMailboxId(collection.id()), origin, target));
        }
        store(names, to);
        results.forEach(this::announce);
        return List.copyOf(results);
    }

    private void require(MailboxPath path) throws MailboxNotFoundException {
        if (!path.belongsTo(session)) {
            throw new MailboxNotFoundException(path);
        }
    }

    /** The mailbox itself first. */
    private List<Collection> tree(Mailbox mailbox) throws MailboxNotFoundException {
        var id = StoreMailboxId.collection(mailbox);
        var own =
                context.collections().find(id).orElseThrow(() -> new MailboxNotFoundException(mailbox.getMailboxId()));
        var tree = new ArrayList<Collection>();
        tree.add(own);
        context.collections().list(id.owner(), CollectionKind.MAILBOX).stream()
                .filter(other -> other.name().startsWith(own.name() + session.getPathDelimiter()))
                .forEach(tree::add);
        return tree;
    }

    private void store(Map<CollectionId, String> names, MailboxPath to) throws MailboxException {
        try {
            context.collections().renameTree(names.keySet().iterator().next().owner(), names);
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.AlreadyExists) {
                throw new MailboxExistsException(to.getName());
            }
            throw MailboxRefusals.of(refused);
        }
    }

    private void announce(MailboxRenamedResult result) {
        var event = EventFactory.mailboxRenamed()
                .randomEventId()
                .mailboxSession(session)
                .mailboxId(result.getMailboxId())
                .oldPath(result.getOriginPath())
                .newPath(result.getDestinationPath())
                .build();
        var key = new MailboxIdRegistrationKey(result.getMailboxId());
        context.bus().dispatch(event, ImmutableSet.of(key)).block();
    }
}
