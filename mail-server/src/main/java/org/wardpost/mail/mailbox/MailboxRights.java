package org.wardpost.mail.mailbox;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.KeptFlags;
import org.wardpost.store.message.MessageFlags;

/**
 * What a session may do in a mailbox, right by right (RFC 4314 §4). James asks only whether it may write at all, so that whoever may mark a
 * message as read could expunge it.
 */
public record MailboxRights(Rfc4314Rights rights) {
    public boolean has(Right right) {
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

    /** What copies keep where the session has these rights (RFC 4314 §4, COPY). */
    public KeptFlags kept() {
        return new KeptFlags(settable(), has(Right.Write));
    }

    /**
     * What of a STORE is left; the other flags stay as they are (RFC 4314 §4, STORE).
     * @return empty if the session may change nothing of what was asked: that alone is refused
     */
    public Optional<FlagChange> permitted(FlagChange asked) {
        return switch (asked) {
            case FlagChange.Add(var flags) -> some(flags).map(FlagChange.Add::new);
            case FlagChange.Remove(var flags) -> some(flags).map(FlagChange.Remove::new);
            case FlagChange.Replace(var flags) -> {
                boolean may = flags.equals(MessageFlags.NONE)
                        ? mayChangeSomeFlag()
                        : some(flags).isPresent();
                yield may ? Optional.of(PermittedFlags.change(flags, FlagsUpdateMode.REPLACE, this)) : Optional.empty();
            }
            case FlagChange.Computed computed -> Optional.of(computed);
        };
    }

    private Optional<MessageFlags> some(MessageFlags flags) {
        var permitted = permitted(flags.withBits(flags.bits() & ~MessageFlags.RECENT));
        return permitted.equals(MessageFlags.NONE) && !flags.equals(MessageFlags.NONE)
                ? Optional.empty()
                : Optional.of(permitted);
    }

    /** Whether a mailbox is opened read-write (RFC 4314 §5.2). */
    public boolean mayWrite() {
        return has(Right.Insert) || has(Right.PerformExpunge) || mayChangeSomeFlag();
    }

    /** The system flags that may be changed: PERMANENTFLAGS (RFC 4314 §5.1.1). */
    public int permanent() {
        return settable() & ~MessageFlags.RECENT;
    }

    boolean mayChangeSomeFlag() {
        return has(Right.WriteSeenFlag) || has(Right.DeleteMessages) || has(Right.Write);
    }

    boolean mayChangeEveryFlag() {
        return has(Right.WriteSeenFlag) && has(Right.DeleteMessages) && has(Right.Write);
    }
}
