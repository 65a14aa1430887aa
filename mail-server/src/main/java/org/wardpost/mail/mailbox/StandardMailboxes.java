package org.wardpost.mail.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxPath;
import org.wardpost.store.AccountId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Store;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.store.property.PropertyKind;

/** The mailboxes that every account has: INBOX, and those of the special uses that clients look for (RFC 6154 §2). */
public final class StandardMailboxes {
    private record Standard(CollectionRole role, String name) {}

    private static final List<Standard> ALL = List.of(
            new Standard(CollectionRole.INBOX, "INBOX"),
            new Standard(CollectionRole.SENT, "Sent"),
            new Standard(CollectionRole.DRAFTS, "Drafts"),
            new Standard(CollectionRole.TRASH, "Trash"),
            new Standard(CollectionRole.JUNK, "Junk"),
            new Standard(CollectionRole.ARCHIVE, "Archive"));

    private static final byte[] NOTHING = "1".getBytes(US_ASCII);

    private final CollectionRepository collections;
    private final BiConsumer<AccountId, String> subscribing;

    /** Makes them subscribed: many clients show nothing else (LSUB; Thunderbird by default). */
    public static StandardMailboxes subscribed(Store store) {
        return new StandardMailboxes(store.collections(), (account, name) -> {
            var owner = store.accounts().find(account).orElseThrow(() -> new RefusedException(new Refusal.NotFound()));
            var path = MailboxPath.forUser(Username.of(owner.address()), name).asEscapedString();
            store.properties().put(account, account.value(), PropertyKind.SUBSCRIPTION, path, NOTHING);
        });
    }

    /** Makes them as CREATE does, subscribed to by nobody. */
    public StandardMailboxes(CollectionRepository collections) {
        this(collections, (account, name) -> {});
    }

    private StandardMailboxes(CollectionRepository collections, BiConsumer<AccountId, String> subscribing) {
        this.collections = collections;
        this.subscribing = subscribing;
    }

    /**
     * Makes what is missing in an account that has no INBOX; one that has it keeps what its owner made of the others. Cheap when there is
     * nothing to do, so it may be called at every login and delivery.
     * @return INBOX
     * @throws RefusedException NotFound without the account
     */
    public Collection ensure(AccountId account) {
        var known = collections.list(account, CollectionKind.MAILBOX).stream()
                .filter(collection -> collection.role() == CollectionRole.INBOX)
                .findAny();
        return known.orElseGet(() -> make(account));
    }

    /** INBOX last: until it is there, the next call goes on where this one was interrupted. */
    private Collection make(AccountId account) {
        ALL.reversed().forEach(standard -> {
            subscribing.accept(account, standard.name());
            try {
                collections.create(account, CollectionKind.MAILBOX, standard.role(), standard.name(), Map.of());
            } catch (RefusedException refused) {
                if (!(refused.refusal() instanceof Refusal.AlreadyExists)) {
                    throw refused;
                }
            }
        });
        return collections
                .findByName(account, CollectionKind.MAILBOX, "INBOX")
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound()));
    }
}
