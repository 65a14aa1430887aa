package org.wardpost.store.message;

import java.util.List;

/**
 * What COPY or MOVE did.
 *
 * @param messages in ascending source UID
 * @param damaged source UIDs left where they are, because their rows are not what was written
 */
public record Copied(List<CopyResult> messages, UidSet damaged) {
    static final Copied NOTHING = new Copied(List.of(), UidSet.EMPTY);
}
