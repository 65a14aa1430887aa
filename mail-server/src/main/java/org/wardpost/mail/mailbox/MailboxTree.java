package org.wardpost.mail.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.wardpost.mail.mailbox.Memberships.Membership;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.CollectionRole;

/**
 * The mailboxes that somebody sees, by the names under which he sees them: his own, and those of others below {@code Shared/}
 * ({@link MountedNames}). What belongs to somebody else is changed in the owner's name, after the rights have been looked at here.
 */
public final class MailboxTree {
    private final SealedMailboxManager manager;
    private final SealedMailboxMapper mapper;
    private final CollectionRepository collections;
    private final SessionProvider sessions;
    private final Owners owners;
    private final ShareIndex shares;
    private final Memberships memberships;
    private final MemberRights rights;
    private final ShareKeys keys;

    MailboxTree(
            SealedMailboxManager manager,
            SealedMapperFactory mappers,
            CollectionRepository collections,
            SessionProvider sessions,
            Owners owners,
            Memberships memberships,
            MemberRights rights) {
        this.manager = manager;
        this.mapper = mappers.mailboxes();
        this.collections = collections;
        this.sessions = sessions;
        this.owners = owners;
        this.shares = mappers.shares();
        this.keys = mappers.keys();
        this.memberships = memberships;
        this.rights = rights;
    }

    /**
     * One mailbox as somebody sees it.
     * @param role NONE in the tree of others: their Sent is not mine (RFC 6154 §2)
     */
    public record Entry(String name, MailboxId id, CollectionRole role, boolean own) {}

    /** Everything that may be listed (right l), in order of names. */
    public List<Entry> visible(MailboxSession session) {
        var names = names(session);
        var found = new TreeMap<String, Entry>();
        shared(session)
                .filter(mailbox -> rights.myRights(mailbox, session).contains(Right.Lookup))
                .forEach(mailbox -> {
                    var name = names.of(mailbox.getUser(), mailbox.getName());
                    found.put(name, new Entry(name, mailbox.getMailboxId(), CollectionRole.NONE, false));
                });
        own(session)
                .flatMap(account -> Optional.of(collections.list(account, CollectionKind.MAILBOX)))
                .orElse(List.of())
                .stream()
                .filter(MailboxTree::isPersonal)
                .forEach(c -> found.put(c.name(), new Entry(c.name(), new StoreMailboxId(c.id()), c.role(), true)));
        return new ArrayList<>(found.values());
    }

    private static boolean isPersonal(Collection collection) {
        return MailboxNames.namespace(collection.name()).equals(MailboxConstants.USER_NAMESPACE);
    }

    /** By its name in the session's tree, whatever the session may do there. Own mailboxes come first. */
    public Optional<Mailbox> find(String name, MailboxSession session) {
        return named(session.getUser(), name)
                .or(() -> names(session)
                        .read(name)
                        .filter(m -> !m.owner().equals(session.getUser()))
                        .flatMap(mounted -> named(mounted.owner(), mounted.name())));
    }

    /** Whether there is a mailbox of that name that the session may look up. */
    public boolean isVisible(String name, MailboxSession session) {
        return find(name, session)
                .filter(mailbox -> rights(mailbox, session).contains(Right.Lookup))
                .isPresent();
    }

    private Optional<Mailbox> named(Username owner, String name) {
        return owners.account(owner)
                .filter(account -> owners.username(account).equals(Optional.of(owner)))
                .flatMap(account -> collections.findByName(account, CollectionKind.MAILBOX, name))
                .map(collection -> SealedMailboxMapper.mailbox(collection, owner));
    }

    public Rfc4314Rights rights(Mailbox mailbox, MailboxSession session) {
        return rights.myRights(mailbox, session);
    }

    /** As they are now; none once the mailbox is gone. */
    public Rfc4314Rights rights(CollectionId mailbox, MailboxSession session) {
        return collections
                .find(mailbox)
                .flatMap(mapper::mailbox)
                .map(found -> rights.myRights(found, session))
                .orElse(MailboxACL.NO_RIGHTS);
    }

    /**
     * Whose HOME collections tell when a session's rights in a mailbox change: the list lies in the owner's, notes of shares and memberships
     * in the member's and its groups'.
     */
    public Set<AccountId> rightsDependOn(CollectionId mailbox, MailboxSession session) {
        var accounts = new LinkedHashSet<AccountId>();
        accounts.add(mailbox.owner());
        own(session).ifPresent(own -> {
            accounts.add(own);
            memberships.of(own).stream().map(Membership::owner).forEach(accounts::add);
        });
        return accounts;
    }

    /**
     * Opens a mailbox, somebody else's by one's own grant of its key or of the seed of a group that holds it.
     * @throws RefusedException NotFound for who has rights of content and no grant, Locked
     */
    public MessageManager open(Mailbox mailbox, MailboxSession session) {
        rights.holding(mailbox, session.getUser())
                .ifPresent(holding -> keys.require(StoreMailboxId.collection(mailbox), holding));
        return manager.createMessageManager(mailbox, session);
    }

    /** What of a name says whose tree it is in; empty for one's own. */
    public String ownerPrefix(String name, MailboxSession session) {
        return names(session)
                .read(name)
                .map(mounted -> name.substring(0, name.length() - mounted.name().length()))
                .orElse("");
    }

    /** The prefix of what others share (RFC 2342 §5). */
    public String sharedPrefix(MailboxSession session) {
        return names(session).prefix();
    }

    // Changing

    /**
     * CREATE: the right k is needed on the nearest mailbox above (RFC 4314 §4).
     * @throws RefusedException Malformed for a name of one's own below {@code Shared}
     */
    public Optional<MailboxId> create(String name, MailboxSession session) throws MailboxException {
        var target = target(name, session);
        return manager.createMailbox(target, ownerOf(target, session));
    }

    /** DELETE, with the right x. @throws RefusedException NotFound, NotPermitted; Malformed for INBOX */
    public void delete(Mailbox mailbox, MailboxSession session) throws MailboxException {
        require(rights.myRights(mailbox, session), Right.DeleteMailbox);
        var path = mailbox.generateAssociatedPath();
        manager.deleteMailbox(path, ownerOf(path, session));
    }

    /** RENAME: x on the mailbox, k on the nearest one above its new name (RFC 4314 §4). */
    public void rename(Mailbox mailbox, String to, MailboxSession session) throws MailboxException {
        require(rights.myRights(mailbox, session), Right.DeleteMailbox);
        var target = target(to, session);
        if (!target.getUser().equals(mailbox.getUser())) {
            throw malformed("a mailbox cannot be given to somebody else: make one there and move the messages");
        }
        manager.renameMailbox(mailbox.generateAssociatedPath(), target, ownerOf(target, session));
    }

    /** Whether {@link #create} might succeed, so that a client is told to try it (RFC 3501 §6.3.11). */
    public boolean mayCreate(String name, MailboxSession session) {
        try {
            target(name, session);
            return true;
        } catch (RefusedException refused) {
            return false;
        }
    }

    private MailboxPath target(String name, MailboxSession session) {
        var names = names(session);
        if (!names.isReserved(name)) {
            return MailboxPath.forUser(session.getUser(), name);
        }
        var mounted = names.read(name).filter(m -> !m.owner().equals(session.getUser()));
        if (mounted.isEmpty()) {
            throw malformed("below " + names.prefix() + " stands what others share: choose another name");
        }
        var owner = mounted.get().owner();
        var given = owners.account(owner)
                .map(account -> mapper.parent(account, mounted.get().name())
                        .map(parent -> rights.of(SealedMailboxMapper.mailbox(parent, owner), session.getUser()))
                        .orElseGet(() -> rights.ofRoot(account, session.getUser())))
                .orElse(MailboxACL.NO_RIGHTS);
        if (!given.contains(Right.CreateMailbox)) {
            throw new RefusedException(new Refusal.NotPermitted(String.valueOf(Right.CreateMailbox.asCharacter())));
        }
        return MailboxPath.forUser(owner, mounted.get().name());
    }

    /** @throws RefusedException NotPermitted; NotFound for who may not even know that it is there (RFC 4314 §6) */
    public static void require(Rfc4314Rights given, Right needed) {
        if (!given.contains(needed)) {
            throw new RefusedException(
                    given.contains(Right.Lookup)
                            ? new Refusal.NotPermitted(String.valueOf(needed.asCharacter()))
                            : new Refusal.NotFound());
        }
    }

    private MailboxSession ownerOf(MailboxPath path, MailboxSession session) {
        return path.belongsTo(session) ? session : sessions.createSystemSession(path.getUser());
    }

    private static RefusedException malformed(String why) {
        return new RefusedException(new Refusal.Malformed("the name", why));
    }

    // Whose

    private Stream<Mailbox> shared(MailboxSession session) {
        return own(session).stream()
                .flatMap(own -> candidates(own)
                        .distinct()
                        .filter(id -> !id.owner().equals(own))
                        .flatMap(id -> openable(id).stream())
                        .flatMap(collection -> mapper.mailbox(collection).stream()));
    }

    private Stream<CollectionId> candidates(AccountId member) {
        var byMembership = memberships.of(member).stream()
                .flatMap(membership -> Stream.concat(
                        membership.group() ? shares.of(membership.owner()).stream() : Stream.empty(),
                        collections.list(membership.owner(), CollectionKind.MAILBOX).stream()
                                .map(Collection::id)));
        return Stream.concat(shares.of(member).stream(), byMembership);
    }

    /** A sealed owner's mailboxes have no names while the owner is not signed in. */
    private Optional<Collection> openable(CollectionId id) {
        try {
            return collections.find(id).filter(MailboxTree::isPersonal);
        } catch (RefusedException locked) {
            return Optional.empty();
        }
    }

    private Optional<AccountId> own(MailboxSession session) {
        return owners.account(session.getUser());
    }

    private static MountedNames names(MailboxSession session) {
        return new MountedNames(session.getPathDelimiter());
    }
}
