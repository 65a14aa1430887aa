package org.wardpost.vault;

/** What kind of thing was sealed; its byte is part of {@link ObjectContext}, so a sealed queue row never opens as a message. */
public enum ObjectType {
    MESSAGE(1),
    ITEM(2),
    QUEUE(3),
    DIRECTORY(4),
    PROPERTY(5),
    COLLECTION(6),
    AUDIT(7),
    TEMP(8),
    ACCOUNT(9),
    SLOT(10),
    GRANT(11),
    TOMBSTONE(12),
    OUTBOX(13),
    LEASE(14),
    CERTIFICATE(15),
    CREDENTIAL(16),
    ARRIVAL(17),
    DEVICE(18),
    SYNC_STATE(19),
    INDEX(20),
    SETTING(21),
    BACKUP(22),
    ALIAS(23),
    DOMAIN(24),
    KEY(25),
    DELEGATION(26);

    private final byte code;

    ObjectType(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for it in every format; never changed, never used again. */
    public byte code() {
        return code;
    }
}
