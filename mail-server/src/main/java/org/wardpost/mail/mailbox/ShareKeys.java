package org.wardpost.mail.mailbox;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.NameType;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.collection.GrantRepository;

/**
 * The keys of a mailbox follow its access list: whoever may touch what lies in it holds a grant. It is given before the list says so and
 * taken after the list no longer does, so that the list never promises what cannot be opened.
 */
final class ShareKeys {
    private static final Set<Right> OF_CONTENT = EnumSet.of(
            Right.Read, Right.WriteSeenFlag, Right.Write, Right.Insert, Right.DeleteMessages, Right.PerformExpunge);

    private final ShareAudit audit;
    private final GrantRepository grants;
    private final Owners owners;

    ShareKeys(GrantRepository grants, Owners owners, ShareAudit audit) {
        this.audit = audit;
        this.grants = grants;
        this.owners = owners;
    }

    /** Whether somebody with these rights needs the key. */
    static boolean areOfContent(Rfc4314Rights rights) {
        return OF_CONTENT.stream().anyMatch(rights::contains);
    }

    /** Grants the key to everybody whom the list will let in; the owner signs, without whose key the list cannot be written. */
    void give(CollectionId mailbox, MailboxACL acl, String actor) {
        holders(mailbox, acl)
                .forEach(holder ->
                        audit.key(true, actor, mailbox, holder, () -> grants.grant(mailbox, mailbox.owner(), holder)));
    }

    /** Revokes it for who was let in before and is no longer; a new epoch begins. */
    void take(CollectionId mailbox, MailboxACL before, MailboxACL after, String actor) {
        var gone = holders(mailbox, before);
        gone.removeAll(holders(mailbox, after));
        gone.forEach(holder -> audit.key(false, actor, mailbox, holder, () -> grants.revoke(mailbox, holder)));
    }

    /**
     * By what somebody opens a mailbox of others.
     * @param group empty: by his own grant of the mailbox's key; else by his grant of the seed of that group, which holds the key
     */
    record Holding(AccountId member, Optional<AccountId> group) {}

    /** Opens the key by the member's own grant. @throws org.wardpost.store.RefusedException NotFound without one */
    void require(CollectionId mailbox, Holding holding) {
        holding.group()
                .ifPresentOrElse(
                        group -> grants.requireAsMember(mailbox, group, holding.member()),
                        () -> grants.require(mailbox, holding.member()));
    }

    /** Negative entries take rights away, not the key: whoever has both may have others left. */
    private Set<AccountId> holders(CollectionId mailbox, MailboxACL acl) {
        var holders = new TreeSet<AccountId>();
        acl.getEntries().forEach((key, rights) -> {
            if (areOfContent(rights)) {
                account(key).filter(account -> !account.equals(mailbox.owner())).ifPresent(holders::add);
            }
        });
        return holders;
    }

    private Optional<AccountId> account(EntryKey key) {
        return key.getNameType() == NameType.user && !key.isNegative()
                ? owners.account(Username.of(key.getName()))
                : Optional.empty();
    }
}
