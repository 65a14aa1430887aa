package org.wardpost.mail.mailbox;

import java.util.HashSet;
import java.util.Set;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.message.MessageFlags;

/**
 * What a session may do in a mailbox, right by right (RFC 4314 §4). James asks only whether it may write at all, so that whoever may mark a
 * message as read could expunge it.
 */
record MailboxRights(Rfc4314Rights rights) {
    boolean has(Right right) {
        return rights.contains(right);
    }

    /** @throws InsufficientRightsException without the right; IMAP answers {@code NO [NOPERM]} */
    void require(Right right) throws InsufficientRightsException {
        if (!has(right)) {
            throw new InsufficientRightsException("The right '" + right.asCharacter() + "' is needed");
        }
    }

    /** {@code flags} without those that the session may not set (RFC 4314 §4: s for \Seen, t for \Deleted, w for all others). */
    MessageFlags permitted(MessageFlags flags) {
        int bits = flags.bits() & settable();
        Set<String> keywords = has(Right.Write) ? flags.keywords() : new HashSet<>();
        return new MessageFlags(bits, keywords);
    }

    int settable() {
        return MessageFlags.RECENT
                | (has(Right.WriteSeenFlag) ? MessageFlags.SEEN : 0)
                | (has(Right.DeleteMessages) ? MessageFlags.DELETED : 0)
                | (has(Right.Write) ? MessageFlags.ANSWERED | MessageFlags.FLAGGED | MessageFlags.DRAFT : 0);
    }

    boolean mayChangeSomeFlag() {
        return has(Right.WriteSeenFlag) || has(Right.DeleteMessages) || has(Right.Write);
    }

    boolean mayChangeEveryFlag() {
        return has(Right.WriteSeenFlag) && has(Right.DeleteMessages) && has(Right.Write);
    }
}
