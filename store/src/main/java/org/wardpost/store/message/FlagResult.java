package org.wardpost.store.message;

import java.util.List;
import org.wardpost.store.Modseq;

/**
 * What a flag change did.
 * @param messages every message of the set that was looked at and may be changed, in ascending UID, changed or not
 * @param modified those left alone because they changed after {@code unchangedSince} (RFC 7162 §3.1.3)
 * @param damaged those left alone because their rows are not what was written
 * @param modseq the mailbox's modseq afterwards
 */
public record FlagResult(List<Updated> messages, UidSet modified, UidSet damaged, Modseq modseq) {
    /** @param modseq the row's modseq afterwards; the old one when nothing changed */
    public record Updated(long uid, MessageFlags before, MessageFlags after, Modseq modseq) {
        public boolean changed() {
            return !before.equals(after);
        }
    }
}
