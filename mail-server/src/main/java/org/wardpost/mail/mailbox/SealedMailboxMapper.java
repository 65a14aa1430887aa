package org.wardpost.mail.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.apache.james.mailbox.acl.ACLDiff;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.CollectionRole;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** James's view of which mailboxes there are. Names are matched against the account's list, which the store keeps opened in memory. */
final class SealedMailboxMapper implements MailboxMapper {
    private final CollectionRepository collections;
    private final Owners owners;
    private final ShareIndex shares;
    private final ShareKeys keys;
    private final ShareAudit audit;
    private final char delimiter;

    /** @param delimiter between the levels of names */
    SealedMailboxMapper(
            CollectionRepository collections,
            Owners owners,
            ShareIndex shares,
            ShareKeys keys,
            ShareAudit audit,
            char delimiter) {
        this.audit = audit;
        this.collections = collections;
        this.owners = owners;
        this.shares = shares;
        this.keys = keys;
        this.delimiter = delimiter;
    }

    private static <T> Mono<T> here(Callable<Optional<T>> call) {
        return Mono.fromCallable(call).flatMap(Mono::justOrEmpty);
    }

    /**
     * The store decides on UIDVALIDITY, so that a mailbox of the same name never has the same again. A new mailbox has the access list of the
     * one that it lies in (RFC 4314 §4, CREATE).
     */
    @Override
    public Mono<Mailbox> create(MailboxPath path, UidValidity ignored) {
        return here(() -> {
            var owner = owner(path.getUser());
            try {
                var role = path.isInbox() ? CollectionRole.INBOX : CollectionRole.NONE;
                var name = MailboxNames.collectionName(path);
                var made = mailbox(
                        collections.create(owner, CollectionKind.MAILBOX, role, name, Map.of()), path.getUser());
                var inherited = parent(owner, name)
                        .map(parent -> AclProperties.read(parent.properties()))
                        .orElse(MailboxACL.EMPTY);
                if (!inherited.getEntries().isEmpty()) {
                    change(made, _ -> inherited, ShareAudit.INHERITED);
                }
                return Optional.of(made);
            } catch (RefusedException refused) {
                if (refused.refusal() instanceof Refusal.AlreadyExists) {
                    throw new MailboxExistsException(path.getName());
                }
                throw MailboxRefusals.of(refused);
            }
        });
    }

    /** The nearest mailbox above a name; empty if there is none. */
    Optional<Collection> parent(AccountId owner, String name) {
        for (int at = name.lastIndexOf(delimiter); at > 0; at = name.lastIndexOf(delimiter, at - 1)) {
            var above = collections.findByName(owner, CollectionKind.MAILBOX, name.substring(0, at));
            if (above.isPresent()) {
                return above;
            }
        }
        return Optional.empty();
    }

    private AccountId owner(Username user) throws MailboxNotFoundException {
        return owners.account(user).orElseThrow(() -> new MailboxNotFoundException("the account"));
    }

    static Mailbox mailbox(Collection collection, Username owner) {
        var path =
                new MailboxPath(MailboxNames.namespace(collection.name()), owner, MailboxNames.name(collection.name()));
        var mailbox = new Mailbox(path, UidValidity.of(collection.uidValidity()), new StoreMailboxId(collection.id()));
        mailbox.setACL(AclProperties.read(collection.properties()));
        return mailbox;
    }

    Optional<Mailbox> mailbox(Collection collection) {
        return owners.username(collection.id().owner()).map(owner -> mailbox(collection, owner));
    }

    private Collection require(MailboxId id) throws MailboxNotFoundException {
        return collections.find(StoreMailboxId.collection(id)).orElseThrow(() -> new MailboxNotFoundException(id));
    }

    @Override
    public Mono<MailboxId> rename(Mailbox mailbox) {
        return here(() -> {
            var collection = require(mailbox.getMailboxId());
            if (!owners.account(mailbox.getUser())
                    .equals(Optional.of(collection.id().owner()))) {
                throw new MailboxException("A mailbox cannot be given to another account by renaming it");
            }
            var name = MailboxNames.collectionName(mailbox.getNamespace(), mailbox.getName());
            if (name.equals(collection.name())) {
                throw new MailboxExistsException(mailbox.getName());
            }
            try {
                collections.rename(collection.id(), name);
            } catch (RefusedException refused) {
                if (refused.refusal() instanceof Refusal.AlreadyExists) {
                    throw new MailboxExistsException(mailbox.getName());
                }
                throw MailboxRefusals.of(refused);
            }
            return Optional.of(mailbox.getMailboxId());
        });
    }

    @Override
    public Mono<Void> delete(Mailbox mailbox) {
        return Mono.fromCallable(() -> {
                    var id = StoreMailboxId.collection(mailbox);
                    var acl = collections
                            .find(id)
                            .map(c -> AclProperties.read(c.properties()))
                            .orElse(MailboxACL.EMPTY);
                    try {
                        collections.delete(id);
                    } catch (RefusedException refused) {
                        if (!(refused.refusal() instanceof Refusal.NotFound)) { // gone already is what was wanted
                            throw MailboxRefusals.of(refused);
                        }
                    }
                    acl.getEntries().keySet().forEach(entry -> shares.forget(id, entry));
                    return id;
                })
                .then();
    }

    @Override
    public Mono<Mailbox> findMailboxByPath(MailboxPath path) {
        return here(() -> owners.account(path.getUser())
                .flatMap(owner ->
                        collections.findByName(owner, CollectionKind.MAILBOX, MailboxNames.collectionName(path)))
                .map(collection -> mailbox(collection, path.getUser())));
    }

    @Override
    public Mono<Boolean> pathExists(MailboxPath path) {
        return findMailboxByPath(path).hasElement();
    }

    @Override
    public Mono<Mailbox> findMailboxById(MailboxId id) {
        return here(() -> Optional.of(mailbox(require(id)).orElseThrow(() -> new MailboxNotFoundException(id))));
    }

    @Override
    public Flux<Mailbox> findMailboxWithPathLike(MailboxQuery.UserBound query) {
        return Flux.defer(() -> Flux.fromIterable(ownedBy(query.getFixedUser()))
                .filter(mailbox -> query.getFixedNamespace().equals(mailbox.getNamespace()))
                .filter(mailbox -> query.isPathMatch(mailbox.generateAssociatedPath())));
    }

    private List<Mailbox> ownedBy(Username user) {
        return owners.account(user)
                .map(owner -> collections.list(owner, CollectionKind.MAILBOX).stream()
                        .map(collection -> mailbox(collection, user))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public Mono<Boolean> hasChildren(Mailbox mailbox, char delimiter) {
        return Mono.fromCallable(() -> {
            var prefix = MailboxNames.collectionName(mailbox.getNamespace(), mailbox.getName()) + delimiter;
            return collections.list(StoreMailboxId.collection(mailbox).owner(), CollectionKind.MAILBOX).stream()
                    .anyMatch(other -> other.name().startsWith(prefix));
        });
    }

    @Override
    public Flux<Mailbox> findNonPersonalMailboxes(Username user, Right right) {
        return Flux.defer(() -> Flux.fromIterable(sharedWith(user)).filter(mailbox -> {
            var rights = mailbox.getACL().getEntries().get(EntryKey.createUserEntryKey(user));
            return rights != null && rights.contains(right);
        }));
    }

    private List<Mailbox> sharedWith(Username user) {
        return owners.account(user).stream()
                .flatMap(account -> shares.of(account).stream())
                .map(collections::find)
                .flatMap(Optional::stream)
                .map(this::mailbox)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Mono<ACLDiff> updateACL(Mailbox mailbox, MailboxACL.ACLCommand command) {
        return updateACL(mailbox, command, mailbox.getUser().asString());
    }

    /** @param actor who does it, for the audit log */
    Mono<ACLDiff> updateACL(Mailbox mailbox, MailboxACL.ACLCommand command, String actor) {
        return changeAcl(mailbox, old -> applied(old, command), actor);
    }

    private static MailboxACL applied(MailboxACL old, MailboxACL.ACLCommand command) {
        try {
            return old.apply(command);
        } catch (MailboxException unsupported) {
            throw new RefusedException(new Refusal.Malformed("rights", "There is no such right"));
        }
    }

    @Override
    public Mono<ACLDiff> setACL(Mailbox mailbox, MailboxACL acl) {
        return changeAcl(mailbox, _ -> acl, mailbox.getUser().asString());
    }

    private Mono<ACLDiff> changeAcl(Mailbox mailbox, Function<MailboxACL, MailboxACL> change, String actor) {
        return here(() -> Optional.of(change(mailbox, change, actor)));
    }

    private ACLDiff change(Mailbox mailbox, Function<MailboxACL, MailboxACL> change, String actor)
            throws MailboxException {
        var id = StoreMailboxId.collection(mailbox);
        var now = AclProperties.read(require(mailbox.getMailboxId()).properties());
        var planned = change.apply(now);
        MailboxRefusals.running(() -> {
            shares.note(id, planned);
            keys.give(id, planned, actor);
        });
        var old = new AtomicReference<MailboxACL>();
        var changed = new AtomicReference<MailboxACL>();
        MailboxRefusals.running(() -> audit.<@Nullable Object>rights(actor, id, now, planned, () -> {
            collections.setProperties(id, properties -> {
                var before = AclProperties.read(properties);
                var after = change.apply(before);
                old.set(before);
                changed.set(after);
                return AclProperties.write(properties, after);
            });
            return null;
        }));
        var before = Objects.requireNonNull(old.get());
        var after = Objects.requireNonNull(changed.get());
        var made = ACLDiff.computeDiff(before, after);
        MailboxRefusals.running(() -> {
            keys.take(id, before, after, actor);
            forgetWhoLeft(id, after, made);
        });
        mailbox.setACL(after);
        return made;
    }

    private void forgetWhoLeft(CollectionId id, MailboxACL after, ACLDiff diff) {
        var gone = new ArrayList<EntryKey>();
        diff.removedEntries().map(MailboxACL.Entry::getKey).forEach(gone::add);
        gone.stream().filter(key -> !after.getEntries().containsKey(key)).forEach(key -> shares.forget(id, key));
    }

    /** Every mailbox of every account: for James's tools, never for a session. */
    @Override
    public Flux<Mailbox> list() {
        return Flux.fromStream(() -> owners.all().flatMap(this::mailboxesOf));
    }

    private Stream<Mailbox> mailboxesOf(AccountId owner) {
        return collections.list(owner, CollectionKind.MAILBOX).stream()
                .map(this::mailbox)
                .flatMap(Optional::stream);
    }
}
