package org.wardpost.vault;

/** Which part of an object was sealed, and by how much it is padded. */
public enum Part {
    /** The object itself, padded to 1 KiB, above 64 KiB to 1/32 of its size. */
    BODY(1, 1024),
    /** What listings show of it, immutable and shared by its copies; padded to 64 bytes. */
    SUMMARY(2, 64),
    /** The small sealed columns of one row; padded to 64 bytes. */
    RECORD(3, 64);

    private final byte code;
    private final int granularity;

    Part(int code, int granularity) {
        this.code = (byte) code;
        this.granularity = granularity;
    }

    /** The byte that stands for it in every format. */
    public byte code() {
        return code;
    }

    int granularity() {
        return granularity;
    }
}
