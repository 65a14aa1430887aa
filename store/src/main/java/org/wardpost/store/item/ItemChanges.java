package org.wardpost.store.item;

import java.util.List;
import org.wardpost.store.Modseq;

/** The answer to "what changed since". */
public sealed interface ItemChanges {
    /** Removals since then are swept: begin anew. */
    record Forgotten() implements ItemChanges {}

    /**
     * In ascending order of modseq.
     *
     * @param upTo ask again from here
     * @param complete false if there is more
     */
    record Changes(List<Change> changes, Modseq upTo, boolean complete) implements ItemChanges {}

    /** One name that changed. */
    sealed interface Change {
        Modseq modseq();

        String name();
    }

    record Written(Item item) implements Change {
        @Override
        public Modseq modseq() {
            return item.modseq();
        }

        @Override
        public String name() {
            return item.name();
        }
    }

    record Removed(String name, Modseq modseq) implements Change {
        @Override
        public String toString() {
            return "Removed[" + modseq + "]";
        }
    }
}
