package org.wardpost.mail.imap;

import javax.mail.Flags;
import org.wardpost.store.message.MessageFlags;

/** Flags as James's mailbox API carries them. */
final class JamesFlags {
    private static final Flags.Flag[] FLAGS = {
        Flags.Flag.SEEN,
        Flags.Flag.ANSWERED,
        Flags.Flag.FLAGGED,
        Flags.Flag.DELETED,
        Flags.Flag.DRAFT,
        Flags.Flag.RECENT
    };
    private static final int[] BITS = {
        MessageFlags.SEEN,
        MessageFlags.ANSWERED,
        MessageFlags.FLAGGED,
        MessageFlags.DELETED,
        MessageFlags.DRAFT,
        MessageFlags.RECENT
    };

    private JamesFlags() {}

    static Flags of(MessageFlags flags) {
        var all = new Flags();
        for (int i = 0; i < FLAGS.length; i++) if (flags.has(BITS[i])) all.add(FLAGS[i]);
        flags.keywords().forEach(all::add);
        return all;
    }
}
