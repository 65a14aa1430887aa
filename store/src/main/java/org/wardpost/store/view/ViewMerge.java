package org.wardpost.store.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardpost.store.message.MailboxDelta;
import org.wardpost.store.message.MailboxEntry;

/** Makes the chunks of a view after a change, sharing those that it does not touch. */
final class ViewMerge {
    private final List<Chunk> result = new ArrayList<>();
    private final Chunk.Builder open = new Chunk.Builder();
    private final List<MailboxEntry> written;
    private final long[] vanished;
    private int nextWritten;

    private ViewMerge(MailboxDelta delta) {
        written = delta.written();
        vanished = delta.vanished();
    }

    static Chunk[] merge(Chunk[] old, MailboxDelta delta) {
        var merge = new ViewMerge(delta);
        for (int c = 0; c < old.length; c++) {
            // the last chunk takes whatever comes behind it
            merge.chunk(old[c], c + 1 < old.length ? old[c + 1].firstUid() : Long.MAX_VALUE);
        }
        merge.writtenBelow(Long.MAX_VALUE);
        merge.flush();
        return merge.result.toArray(Chunk[]::new);
    }

    private void chunk(Chunk chunk, long end) {
        boolean touched =
                nextWritten < written.size() && written.get(nextWritten).uid() < end;
        if (!touched && !vanishes(chunk)) {
            flush();
            result.add(chunk);
            return;
        }
        for (int i = 0; i < chunk.size; i++) {
            writtenBelow(chunk.uids[i]);
            if (nextWritten < written.size() && written.get(nextWritten).uid() == chunk.uids[i]) {
                add(written.get(nextWritten++));
            } else if (Arrays.binarySearch(vanished, chunk.uids[i]) < 0) {
                room();
                open.copy(chunk, i);
            }
        }
        writtenBelow(end);
        // a half-empty chunk stays open so that what is left of its neighbour joins it
        if (open.size() >= Chunk.MAX / 2) {
            flush();
        }
    }

    private boolean vanishes(Chunk chunk) {
        int at = Arrays.binarySearch(vanished, chunk.firstUid());
        int from = at >= 0 ? at : -at - 1;
        return from < vanished.length && vanished[from] <= chunk.lastUid();
    }

    private void writtenBelow(long uid) {
        while (nextWritten < written.size() && written.get(nextWritten).uid() < uid) {
            add(written.get(nextWritten++));
        }
    }

    private void add(MailboxEntry row) {
        room();
        open.add(row);
    }

    private void room() {
        if (open.full()) {
            flush();
        }
    }

    private void flush() {
        if (open.size() > 0) {
            result.add(open.build());
        }
    }
}
