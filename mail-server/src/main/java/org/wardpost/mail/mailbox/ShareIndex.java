package org.wardpost.mail.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.NameType;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;

/**
 * Which mailboxes of others an account may see. The access list is the truth; this is written before a list gives something and looked
 * through after, so an entry that is left over does no harm and none is missing.
 */
final class ShareIndex {
    private static final String PREFIX = "share:";
    private static final byte[] NOTHING = "1".getBytes(US_ASCII);

    private final PropertyRepository properties;
    private final Owners owners;

    ShareIndex(PropertyRepository properties, Owners owners) {
        this.properties = properties;
        this.owners = owners;
    }

    /** Notes every user whom the list names. */
    void note(CollectionId mailbox, MailboxACL acl) {
        for (var key : acl.getEntries().keySet()) {
            if (isUser(key)) {
                owners.account(Username.of(key.getName()))
                        .filter(member -> !member.equals(mailbox.owner()))
                        .ifPresent(member -> note(mailbox, member));
            }
        }
    }

    private void note(CollectionId mailbox, AccountId member) {
        if (!has(member, mailbox)) {
            properties.put(member, member.value(), PropertyKind.SETTING, key(mailbox), NOTHING);
        }
    }

    /** Whether the mailbox was noted for this very account. */
    boolean has(AccountId member, CollectionId mailbox) {
        return properties
                .get(member, member.value(), PropertyKind.SETTING, key(mailbox))
                .isPresent();
    }

    private static String key(CollectionId mailbox) {
        return PREFIX + new StoreMailboxId(mailbox).serialize();
    }

    void forget(CollectionId mailbox, EntryKey entry) {
        if (isUser(entry)) {
            owners.account(Username.of(entry.getName())).ifPresent(member -> forget(mailbox, member));
        }
    }

    /** With the mailbox goes what the member annotated there for itself. */
    private void forget(CollectionId mailbox, AccountId member) {
        if (has(member, mailbox)) {
            properties.remove(member, member.value(), PropertyKind.SETTING, key(mailbox));
            properties.removeAll(member, mailbox.value(), PropertyKind.ANNOTATION);
        }
    }

    /** Mailboxes that may be shared with the account. */
    List<CollectionId> of(AccountId member) {
        return properties.list(member, member.value(), PropertyKind.SETTING).keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> StoreMailboxId.parse(key.substring(PREFIX.length())).collection())
                .toList();
    }

    private static boolean isUser(EntryKey key) {
        return key.getNameType() == NameType.user && !key.isNegative();
    }
}
