package org.wardpost.store.message;

import java.util.List;

/**
 * What EXPUNGE did.
 *
 * @param messages in ascending UID
 * @param damaged UIDs left where they are, because their rows are not what was written: whether they were deleted cannot be told
 */
public record Expunged(List<ExpungedMessage> messages, UidSet damaged) {
    static final Expunged NOTHING = new Expunged(List.of(), UidSet.EMPTY);
}
