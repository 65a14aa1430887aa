package org.wardpost.vault;

/** Padding 0x80 00... that hides sizes: to a fixed step up to 64 KiB, above to between 1/64 and 1/32 of the size. */
final class Padding {
    private static final byte MARK = (byte) 0x80;
    private static final int SMALL = 64 * 1024;

    private Padding() {}

    /** How many bytes {@code size} bytes have once padded; at least one more. */
    static long padded(long size, int granularity) {
        long least = size + 1;
        long step = least <= SMALL ? granularity : Long.highestOneBit(least) >> 5;
        return (least + step - 1) / step * step;
    }

    /** The padding itself. */
    static byte[] of(int size, int granularity) {
        var padding = new byte[(int) (padded(size, granularity) - size)];
        padding[0] = MARK;
        return padding;
    }

    /** Where the mark stands in the first {@code length} bytes, or -1 if they are nothing but zeros.
     * @throws TamperedException if they end in anything else */
    static int mark(byte[] padded, int length) {
        int at = length - 1;
        while (at >= 0 && padded[at] == 0) {
            at--;
        }
        if (at >= 0 && padded[at] != MARK) {
            throw new TamperedException("Sealed bytes have no padding");
        }
        return at;
    }
}
