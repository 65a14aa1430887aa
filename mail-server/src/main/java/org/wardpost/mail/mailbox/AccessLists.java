package org.wardpost.mail.mailbox;

import java.util.Map;
import java.util.TreeMap;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EditMode;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.store.MailboxReactorUtils;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/**
 * Who may do what in a mailbox, read and changed (RFC 4314 §3). An identifier is the whole address of a person or a group, {@code -} before
 * it takes rights away. {@code anyone} is refused: a mailbox is opened by keys that somebody holds, and "anyone" holds none.
 */
public final class AccessLists {
    private static final char NEGATIVE = '-';

    private final SealedMailboxMapper mailboxes;
    private final MemberRights rights;
    private final Owners owners;

    AccessLists(SealedMailboxMapper mailboxes, MemberRights rights, Owners owners) {
        this.mailboxes = mailboxes;
        this.rights = rights;
        this.owners = owners;
    }

    /** Identifiers with their rights, in order; the owner's, which are no entry, included. */
    public Map<String, Rfc4314Rights> read(Mailbox mailbox) {
        var entries = new TreeMap<String, Rfc4314Rights>();
        rights.counting(mailbox).getEntries().forEach((key, given) -> entries.put(key.serialize(), given));
        entries.put(mailbox.getUser().asString(), MailboxACL.FULL_RIGHTS);
        return entries;
    }

    /** Whether an identifier means the owner, who has every right for ever. @throws RefusedException Malformed for nobody known */
    public boolean isOwner(Mailbox mailbox, String identifier) {
        var key = key(identifier);
        return !key.isNegative() && key.getName().equals(mailbox.getUser().asString());
    }

    /**
     * Changes one entry; the caller has seen that the session may. Durable when it returns.
     * @param identifier as a client wrote it
     * @param actor whose session it is, for the audit log
     * @throws RefusedException Malformed for an identifier that is nobody's, and for a change of the owner's rights
     */
    public void change(Mailbox mailbox, String identifier, EditMode mode, Rfc4314Rights letters, Username actor)
            throws MailboxException {
        var key = key(identifier);
        if (key.getName().equals(mailbox.getUser().asString())) {
            if (key.isNegative() || mode != EditMode.ADD) {
                requireNoChange(key, mode, letters);
            }
            return;
        }
        var command = MailboxACL.command().key(key).mode(mode).rights(letters).build();
        MailboxReactorUtils.block(mailboxes.updateACL(mailbox, command, actor.asString()));
    }

    private static void requireNoChange(EntryKey key, EditMode mode, Rfc4314Rights letters) {
        boolean nothingTaken = key.isNegative() || mode == EditMode.REMOVE
                ? letters.isEmpty()
                : letters.equals(MailboxACL.FULL_RIGHTS);
        if (!nothingTaken) {
            throw refused("the owner of a mailbox keeps every right in it");
        }
    }

    private EntryKey key(String identifier) {
        boolean negative = !identifier.isEmpty() && identifier.charAt(0) == NEGATIVE;
        var name = negative ? identifier.substring(1) : identifier;
        if (name.equalsIgnoreCase("anyone") || name.equalsIgnoreCase("authenticated")) {
            throw refused("a mailbox is shared with people and groups, each by its address, and not with everybody");
        }
        return EntryKey.createUserEntryKey(known(name), negative);
    }

    /** An alias means its account. */
    private Username known(String name) {
        try {
            return owners.account(Username.of(name))
                    .flatMap(owners::username)
                    .orElseThrow(() -> refused("nobody here has this address; write it whole, as name@domain"));
        } catch (IllegalArgumentException noAddress) {
            throw refused("not an address; write it whole, as name@domain");
        }
    }

    private static RefusedException refused(String why) {
        return new RefusedException(new Refusal.Malformed("the identifier", why));
    }
}
