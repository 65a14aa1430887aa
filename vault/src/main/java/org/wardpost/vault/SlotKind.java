package org.wardpost.vault;

/** By what a slot is opened. */
public enum SlotKind {
    /** Nothing but the working key: managed accounts only. */
    ROOT(1),
    /** A human's password, by Argon2id. */
    PASSWORD(2),
    /** 128 random bits for one device. */
    DEVICE_PASSWORD(3),
    /** 128 random bits on paper. */
    RECOVERY_CODE(4),
    /** The recovery authority's key pair. */
    RECOVERY(5);

    private final byte code;

    SlotKind(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for it in every format. */
    public byte code() {
        return code;
    }

    /**
     * The kind of a byte that was read back.
     * @throws IllegalArgumentException if no kind has it
     */
    public static SlotKind of(byte code) {
        for (var kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No slot kind " + code);
    }
}
