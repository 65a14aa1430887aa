package org.wardpost.store;

import org.wardpost.store.collection.Rewrap;

/** Carries rows of earlier epochs to the current one, slowly, collection after collection. */
final class RewrapDuty {
    private final Rewrap rewrap;
    private final int rowsPerSecond;

    /** @param rowsPerSecond 0: nothing is carried */
    RewrapDuty(Rewrap rewrap, int rowsPerSecond) {
        this.rewrap = rewrap;
        this.rowsPerSecond = rowsPerSecond;
    }

    void round(Pace pace, Runnable prolong) {
        if (rowsPerSecond == 0) {
            return;
        }
        for (var id : rewrap.waiting()) {
            int rows;
            do {
                prolong.run();
                rows = step(id);
                if (!pace.after(rows, rowsPerSecond)) {
                    return;
                }
            } while (rows > 0);
        }
    }

    private int step(CollectionId id) {
        try {
            return rewrap.step(id);
        } catch (RefusedException goneOrLocked) {
            return 0;
        }
    }
}
