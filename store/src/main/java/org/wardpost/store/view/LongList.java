package org.wardpost.store.view;

import java.util.Arrays;

/** Grows without boxing. */
final class LongList {
    private long[] values = new long[32];
    private int used;

    void add(long value) {
        if (used == values.length) {
            values = Arrays.copyOf(values, 2 * used);
        }
        values[used++] = value;
    }

    long[] toArray() {
        return Arrays.copyOf(values, used);
    }
}
