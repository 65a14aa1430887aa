package org.wardpost.mail.mailbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.acl.UnionMailboxACLResolver;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.NameType;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.store.StoreRightManager;
import org.wardpost.mail.mailbox.Memberships.Membership;
import org.wardpost.mail.mailbox.ShareKeys.Holding;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;

/**
 * What somebody may do in a mailbox (RFC 4314 §2): the union of what the access list gives to the user and to the user's groups, and of what
 * membership gives, less what negative entries take away. The owner may do everything, whatever the list says, so nobody locks himself out.
 *
 * <p>An entry counts only where {@link ShareIndex} notes it for that very account: an account that was removed and made again under the same
 * address inherits nothing.
 */
final class MemberRights extends StoreRightManager {
    private final SealedMapperFactory mappers;
    private final EventBus bus;
    private final Owners owners;
    private final ShareIndex shares;
    private final Memberships memberships;

    MemberRights(SealedMapperFactory mappers, EventBus bus, Owners owners, ShareIndex shares, Memberships memberships) {
        super(mappers, new UnionMailboxACLResolver(), bus);
        this.mappers = mappers;
        this.bus = bus;
        this.owners = owners;
        this.shares = shares;
        this.memberships = memberships;
    }

    @Override
    public Rfc4314Rights myRights(Mailbox mailbox, MailboxSession session) {
        var user = session.getUser();
        return user == null ? MailboxACL.NO_RIGHTS : of(mailbox, user);
    }

    Rfc4314Rights of(Mailbox mailbox, Username user) {
        if (user.equals(mailbox.getUser())) {
            return MailboxACL.FULL_RIGHTS;
        }
        return owners.account(user).map(member -> of(mailbox, user, member)).orElse(MailboxACL.NO_RIGHTS);
    }

    private Rfc4314Rights of(Mailbox mailbox, Username user, AccountId member) {
        var collection = StoreMailboxId.collection(mailbox);
        var memberOf = memberships.of(member);
        var given = byMembership(collection.owner(), memberOf);
        return resolve(mailbox.getACL(), collection, identities(user, member, memberOf), given);
    }

    /** What is allowed above all mailboxes of an owner, where no list stands. */
    Rfc4314Rights ofRoot(AccountId owner, Username user) {
        return owners.account(user)
                .map(member -> byMembership(owner, memberships.of(member)))
                .orElse(MailboxACL.NO_RIGHTS);
    }

    private static Rfc4314Rights byMembership(AccountId owner, List<Membership> memberOf) {
        var given = MailboxACL.NO_RIGHTS;
        for (var membership : memberOf) {
            if (membership.owner().equals(owner)) {
                given = union(given, membership.rights());
            }
        }
        return given;
    }

    /** As whom the list may name a user: himself first, then his groups. */
    private Map<String, AccountId> identities(Username user, AccountId member, List<Membership> memberOf) {
        var identities = new LinkedHashMap<String, AccountId>();
        identities.put(user.asString(), member);
        for (var membership : memberOf) {
            if (membership.group()) {
                owners.username(membership.owner())
                        .ifPresent(group -> identities.put(group.asString(), membership.owner()));
            }
        }
        return identities;
    }

    /**
     * Which grant opens the mailbox for a user: his own, or his of the seed of a group, that owns the mailbox or that it is shared with. Empty
     * for the owner, and for a delegate of a person, where the owner's key does.
     */
    Optional<Holding> holding(Mailbox mailbox, Username user) {
        var collection = StoreMailboxId.collection(mailbox);
        var member = owners.account(user).filter(account -> !account.equals(collection.owner()));
        if (member.isEmpty()) {
            return Optional.empty();
        }
        var memberOf = memberships.of(member.get());
        if (ShareKeys.areOfContent(byMembership(collection.owner(), memberOf))) {
            return memberOf.stream().anyMatch(in -> in.group() && in.owner().equals(collection.owner()))
                    ? Optional.of(new Holding(member.get(), Optional.of(collection.owner())))
                    : Optional.empty();
        }
        return identities(user, member.get(), memberOf).entrySet().stream()
                .filter(identity -> ShareKeys.areOfContent(entry(mailbox, identity.getKey())))
                .map(Map.Entry::getValue)
                .filter(account -> shares.has(account, collection))
                .map(account ->
                        new Holding(member.get(), Optional.of(account).filter(group -> !group.equals(member.get()))))
                .findFirst();
    }

    private static Rfc4314Rights entry(Mailbox mailbox, String name) {
        return mailbox.getACL()
                .getEntries()
                .getOrDefault(EntryKey.createUserEntryKey(Username.of(name)), MailboxACL.NO_RIGHTS);
    }

    private Rfc4314Rights resolve(
            MailboxACL acl, CollectionId collection, Map<String, AccountId> identities, Rfc4314Rights byMembership) {
        var given = byMembership;
        var taken = MailboxACL.NO_RIGHTS;
        for (var entry : acl.getEntries().entrySet()) {
            var key = entry.getKey();
            var account = key.getNameType() == NameType.user ? identities.get(key.getName()) : null;
            if (account == null) {
                continue;
            }
            if (key.isNegative()) {
                taken = union(taken, entry.getValue());
            } else if (shares.has(account, collection)) {
                given = union(given, entry.getValue());
            }
        }
        return except(given, taken);
    }

    /** For annotations, which need l and any of r, s, w, i and p (RFC 5464 §3.3) where James asks for r. */
    StoreRightManager ofAnnotations() {
        var all = this;
        return new StoreRightManager(mappers, new UnionMailboxACLResolver(), bus) {
            @Override
            public Rfc4314Rights myRights(Mailbox mailbox, MailboxSession session) {
                return mayAnnotate(all.myRights(mailbox, session)) ? MailboxACL.FULL_RIGHTS : MailboxACL.NO_RIGHTS;
            }
        };
    }

    private static boolean mayAnnotate(Rfc4314Rights given) {
        return given.contains(Right.Lookup)
                && Stream.of(Right.Read, Right.WriteSeenFlag, Right.Write, Right.Insert, Right.Post)
                        .anyMatch(given::contains);
    }

    /** The entries that count, for whoever may see the list. */
    MailboxACL counting(Mailbox mailbox) {
        var counting = new HashMap<EntryKey, Rfc4314Rights>();
        var collection = StoreMailboxId.collection(mailbox);
        mailbox.getACL().getEntries().forEach((key, rights) -> {
            var account = key.getNameType() == NameType.user
                    ? owners.account(Username.of(key.getName()))
                    : Optional.<AccountId>empty();
            if (account.isPresent() && (key.isNegative() || shares.has(account.get(), collection))) {
                counting.put(key, rights);
            }
        });
        return new MailboxACL(counting);
    }

    private static Rfc4314Rights union(Rfc4314Rights one, Rfc4314Rights other) {
        try {
            return one.union(other);
        } catch (UnsupportedRightException never) {
            throw new IllegalStateException(never);
        }
    }

    private static Rfc4314Rights except(Rfc4314Rights given, Rfc4314Rights taken) {
        try {
            return given.except(taken);
        } catch (UnsupportedRightException never) {
            throw new IllegalStateException(never);
        }
    }
}
