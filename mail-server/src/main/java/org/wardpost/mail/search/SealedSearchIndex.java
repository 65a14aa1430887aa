package org.wardpost.mail.search;

import com.google.common.base.Preconditions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.james.mailbox.MailboxManager.MessageCapabilities;
import org.apache.james.mailbox.MailboxManager.SearchCapabilities;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.apache.james.mailbox.store.search.comparator.CombinedComparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.mail.mailbox.StoreMailboxId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.store.view.ViewCache;
import org.wardpost.store.view.ViewEntry;
import org.wardpost.vault.TamperedException;
import reactor.core.publisher.Flux;

/** Searches mailboxes by looking at them: first at the view, then at summaries, last at bodies. */
public final class SealedSearchIndex implements MessageSearchIndex {
    private static final Logger LOG = LoggerFactory.getLogger(SealedSearchIndex.class);

    private final MessageRepository messages;
    private final ViewCache views;
    private final Function<Found, MailboxMessage> forSorting;

    /** A message that matched, and where it lies. */
    public record Found(CollectionId mailbox, ViewEntry entry) {}

    /** @param forSorting the message as James's comparators want it; asked only for searches that are sorted by something else than UID */
    public SealedSearchIndex(MessageRepository messages, ViewCache views, Function<Found, MailboxMessage> forSorting) {
        this.messages = messages;
        this.views = views;
        this.forSorting = forSorting;
    }

    @Override
    public EnumSet<SearchCapabilities> getSupportedCapabilities(EnumSet<MessageCapabilities> messageCapabilities) {
        return EnumSet.of(
                SearchCapabilities.MultimailboxSearch,
                SearchCapabilities.PartialEmailMatch,
                SearchCapabilities.Text,
                SearchCapabilities.AttachmentFileName);
    }

    @Override
    public Flux<MessageUid> search(MailboxSession session, Mailbox mailbox, SearchQuery query) throws MailboxException {
        Preconditions.checkArgument(session != null, "'session' is mandatory");
        var condition = Conditions.of(query);
        return Flux.defer(
                        () -> Flux.fromIterable(sorted(matching(StoreMailboxId.collection(mailbox), condition), query)))
                .map(found -> MessageUid.of(found.entry().uid()));
    }

    @Override
    public Flux<MessageId> search(
            MailboxSession session, Collection<MailboxId> mailboxes, SearchQuery query, long limit)
            throws MailboxException {
        Preconditions.checkArgument(session != null, "'session' is mandatory");
        var condition = Conditions.of(query);
        return Flux.defer(() -> {
            var found = mailboxes.stream()
                    .flatMap(mailbox -> matching(StoreMailboxId.collection(mailbox), condition).stream())
                    .toList();
            return Flux.fromStream(ids(sorted(found, query)).distinct().limit(limit));
        });
    }

    private static Stream<MessageId> ids(List<Found> found) {
        return found.stream()
                .map(f -> new org.wardpost.mail.mailbox.StoreMessageId(f.entry().objectId()));
    }

    private List<Found> matching(CollectionId mailbox, Condition condition) {
        var matching = new ArrayList<Found>();
        var entries = new ArrayList<ViewEntry>();
        views.view(mailbox).each(org.wardpost.store.message.UidSet.ALL, entries::add);
        for (var entry : entries) {
            if (matches(condition, new Candidate(entry, e -> find(mailbox, e)))) {
                matching.add(new Found(mailbox, entry));
            }
        }
        return matching;
    }

    private StoredMessage find(CollectionId mailbox, ViewEntry entry) {
        return messages.find(mailbox, entry.uid()).orElseThrow(() -> new RefusedException(new Refusal.NotFound()));
    }

    /** A message that was damaged or is gone meanwhile matches nothing; the others are found. */
    private static boolean matches(Condition condition, Candidate candidate) {
        try {
            return condition.test().test(candidate);
        } catch (TamperedException damaged) {
            LOG.warn("A message could not be searched: {}", damaged.getMessage());
            return false;
        } catch (RefusedException gone) {
            return false;
        }
    }

    private List<Found> sorted(List<Found> found, SearchQuery query) {
        if (query.getSorts().isEmpty() || query.getSorts().equals(SearchQuery.DEFAULT_SORTS)) {
            return found;
        }
        record Sortable(Found found, MailboxMessage message) {}
        var order = CombinedComparator.create(query.getSorts());
        return found.stream()
                .map(f -> new Sortable(f, forSorting.apply(f)))
                .sorted((one, other) -> order.compare(one.message(), other.message()))
                .map(Sortable::found)
                .toList();
    }
}
