package org.wardpost.mail.mailbox;

import java.util.Collection;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.MessageRange;
import org.wardpost.store.message.UidSet;

/** James's ranges of UIDs as the store's sets. */
public final class UidRanges {
    private UidRanges() {}

    public static UidSet of(MessageRange range) {
        return switch (range.getType()) {
            case ALL -> UidSet.ALL;
            case FROM -> between(range.getUidFrom().asLong(), UidSet.MAX);
            case ONE -> between(range.getUidFrom().asLong(), range.getUidFrom().asLong());
            case RANGE -> between(range.getUidFrom().asLong(), range.getUidTo().asLong());
        };
    }

    public static UidSet of(Collection<MessageUid> uids) {
        return UidSet.of(uids.stream()
                .mapToLong(MessageUid::asLong)
                .filter(UidRanges::possible)
                .toArray());
    }

    /** James's MIN and MAX lie outside of what a UID can be (RFC 9051 §2.3.1.1). */
    private static UidSet between(long from, long to) {
        long first = Math.max(1, from);
        long last = Math.min(UidSet.MAX, to);
        return first > last ? UidSet.EMPTY : UidSet.ofRange(first, last);
    }

    private static boolean possible(long uid) {
        return uid >= 1 && uid <= UidSet.MAX;
    }
}
