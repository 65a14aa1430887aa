package org.wardpost.mail.mailbox;

import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.MessageFlags;

/** What a STORE comes to for somebody who may change some flags only (RFC 4314 §4). */
final class PermittedFlags {
    private PermittedFlags() {}

    static FlagChange change(MessageFlags flags, FlagsUpdateMode mode, MailboxRights rights) {
        var clientFlags = flags.withBits(flags.bits() & ~MessageFlags.RECENT);
        if (mode == FlagsUpdateMode.REPLACE && !rights.mayChangeEveryFlag()) {
            return new FlagChange.Computed(old -> replaced(old, clientFlags, rights));
        }
        var permitted = rights.permitted(clientFlags);
        return switch (mode) {
            case ADD -> new FlagChange.Add(permitted);
            case REMOVE -> new FlagChange.Remove(permitted);
            case REPLACE -> new FlagChange.Replace(permitted);
        };
    }

    /** A replacement by somebody who may change some flags only: the others stay as they are (RFC 4314 §4). */
    private static MessageFlags replaced(MessageFlags old, MessageFlags wanted, MailboxRights rights) {
        int mine = rights.settable() & ~MessageFlags.RECENT;
        int bits = old.bits() & ~mine | wanted.bits() & mine;
        return new MessageFlags(bits, rights.has(Right.Write) ? wanted.keywords() : old.keywords());
    }
}
