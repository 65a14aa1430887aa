package org.wardpost.mail.imap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wardpost.store.CollectionId;
import org.wardpost.store.RefusedException;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;

/** Who was first to be told of a message (RFC 3501 §2.3.2, \Recent). SELECT does not wait for a disk because of it: the claim
 * counts at once in memory and is written meanwhile. After a crash in between, messages are recent once more. */
public final class RecentClaims {
    private final Map<CollectionId, Long> upTo = new ConcurrentHashMap<>(); // UID; only until it is written

    /** @return the messages of {@code view} that are recent for the caller, and from now on for nobody else */
    UidSet claim(ImapBackend backend, CollectionView view) {
        if (view.recent() == 0) return UidSet.EMPTY;
        var recent = view.recentUids();
        long[] before = {0};
        upTo.compute(view.id(), (_, claimed) -> {
            before[0] = claimed == null ? 0 : claimed;
            return Math.max(before[0], recent.last());
        });
        Thread.ofVirtual().name("imap-recent").start(() -> write(backend, view.id(), recent.last()));
        return UidSet.of(recent.uids().filter(uid -> uid > before[0]).toArray());
    }

    private void write(ImapBackend backend, CollectionId id, long last) {
        try {
            backend.messages().resetRecent(id);
        } catch (RefusedException gone) {
            // the mailbox has been deleted: nothing is recent there
        } catch (RuntimeException failed) {
            Refusals.logged(failed);
        } finally {
            upTo.computeIfPresent(id, (_, claimed) -> claimed <= last ? null : claimed);
        }
    }
}
