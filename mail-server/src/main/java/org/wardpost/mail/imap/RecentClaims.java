package org.wardpost.mail.imap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wardpost.store.CollectionId;
import org.wardpost.store.RefusedException;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;

/** Who was first to be told of a message (RFC 3501 §2.3.2, \Recent). SELECT does not wait for a disk because of it: the claim
 * counts at once in memory and is written meanwhile. After a crash in between, messages are recent once more. Written claims are
 * remembered too, for as long as there is room: a view that was taken before the write may come to claim after it. */
public final class RecentClaims {
    private static final int REMEMBERED = 10_000;

    /** By mailbox, the highest UID that somebody claimed. */
    private final Map<CollectionId, Long> upTo = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CollectionId, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @return the messages of {@code view} that are recent for the caller, and from now on for nobody else */
    UidSet claim(ImapBackend backend, CollectionView view) {
        if (view.recent() == 0) return UidSet.EMPTY;
        var recent = view.recentUids();
        long before = claim(view.id(), recent.last());
        Thread.ofVirtual().name("imap-recent").start(() -> write(backend, view.id()));
        return UidSet.of(recent.uids().filter(uid -> uid > before).toArray());
    }

    /** @return up to which UID somebody had claimed before */
    private synchronized long claim(CollectionId id, long last) {
        long before = upTo.getOrDefault(id, 0L);
        upTo.put(id, Math.max(before, last));
        return before;
    }

    private static void write(ImapBackend backend, CollectionId id) {
        try {
            backend.messages().resetRecent(id);
        } catch (RefusedException gone) {
            // the mailbox has been deleted: nothing is recent there
        } catch (RuntimeException failed) {
            Refusals.logged(failed);
        }
    }
}
