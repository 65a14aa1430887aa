package org.wardpost.mail.mailbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.mail.Flags;
import javax.mail.Flags.Flag;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.MessageFlags;

/** Flags between James's kind and the store's. */
public final class ImapFlags {
    private static final List<Map.Entry<Integer, Flag>> SYSTEM = List.of(
            Map.entry(MessageFlags.SEEN, Flag.SEEN),
            Map.entry(MessageFlags.ANSWERED, Flag.ANSWERED),
            Map.entry(MessageFlags.FLAGGED, Flag.FLAGGED),
            Map.entry(MessageFlags.DELETED, Flag.DELETED),
            Map.entry(MessageFlags.DRAFT, Flag.DRAFT),
            Map.entry(MessageFlags.RECENT, Flag.RECENT));

    private ImapFlags() {}

    public static Flags of(MessageFlags flags) {
        return of(flags.bits(), flags.keywords());
    }

    public static Flags of(int bits, Set<String> keywords) {
        var james = new Flags();
        for (var flag : SYSTEM) {
            if ((bits & flag.getKey()) != 0) {
                james.add(flag.getValue());
            }
        }
        keywords.forEach(james::add);
        return james;
    }

    /** Keywords that James made of {@code Flag.USER} alone are none. */
    public static MessageFlags of(Flags james) {
        int bits = 0;
        for (var flag : SYSTEM) {
            bits |= james.contains(flag.getValue()) ? flag.getKey() : 0;
        }
        var keywords = james.getUserFlags();
        return keywords.length == 0 ? MessageFlags.NONE.withBits(bits) : new MessageFlags(bits, Set.of(keywords));
    }

    /** STORE as the store knows it. */
    public static FlagChange change(Flags flags, FlagsUpdateMode mode) {
        return switch (mode) {
            case ADD -> new FlagChange.Add(of(flags));
            case REMOVE -> new FlagChange.Remove(of(flags));
            case REPLACE -> new FlagChange.Replace(of(flags));
        };
    }
}
