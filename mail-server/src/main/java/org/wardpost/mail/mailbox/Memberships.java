package org.wardpost.mail.mailbox;

import java.util.List;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.wardpost.store.AccountId;

/**
 * Whose mailboxes an account sees although no access list names it: those of its groups and of people whom it stands in for. Asked at each
 * command in a mailbox of somebody else, so it is answered from memory.
 */
public interface Memberships {
    Memberships NONE = _ -> List.of();

    /**
     * @param owner of the mailboxes
     * @param group whether what others share with the owner is shared with the member too
     * @param rights in each mailbox of the owner, beside what its access list gives
     */
    record Membership(AccountId owner, boolean group, Rfc4314Rights rights) {}

    /** Empty for who belongs nowhere. */
    List<Membership> of(AccountId member);
}
