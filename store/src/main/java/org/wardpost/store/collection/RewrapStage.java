package org.wardpost.store.collection;

import java.util.OptionalLong;
import java.util.Set;
import org.wardpost.store.CollectionId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;

/** One kind of rows that name an epoch of a collection. Whoever keeps such rows carries them to a new epoch. */
public interface RewrapStage {
    /** 1 to 98, in the order in which kinds are walked; stored, so never changed and never used again. */
    int code();

    /**
     * Carries rows above a place, in ascending order, to the head's epoch; rows that are there already are passed over.
     *
     * @param head locked for this transaction
     * @param limit rows to look at at most
     * @return the place of the last row that was looked at, empty if there are none above
     */
    OptionalLong step(WriteTransaction tx, LockedHead head, long above, int limit, RewrapBatch batch);

    /** Epochs whose keys the owner keeps although nothing is carried any more: of rows that a repair set aside. */
    default Set<Integer> keeps(ReadTransaction tx, CollectionId id) {
        return Set.of();
    }

    /** Whether any row names an epoch before the head's: a damaged one that could not be carried. */
    boolean isLeft(ReadTransaction tx, LockedHead head);
}
