package org.wardpost.store.sql;

/** The byte that stands for a table in row MACs (docs/formats.md, "Rows of the store"); never changed, never used again. */
public enum TableId {
    ACCOUNT(1),
    ADDRESS(2),
    DOMAIN(3),
    ALIAS(4),
    SLOT(5),
    SLOT_USE(6),
    COLLECTION(7),
    COLLECTION_HEAD(8),
    COLLECTION_GRANT(9),
    PROPERTY(10),
    ITEM(11),
    ITEM_TOMBSTONE(12),
    LEASE(13),
    OUTBOX(14),
    AUDIT_EVENT(15),
    AUDIT_LINK(16),
    AUDIT_CHECKPOINT(17),
    DELEGATION(18),
    ACCOUNT_GRANT(19),
    ACCOUNT_GENERATION(20),
    MESSAGE(64),
    TOMBSTONE(65),
    SWEPT_RUN(66),
    OBJECT_REFERENCES(67),
    THREAD_LINK(68),
    DELIVERY(69),
    QUOTA_USAGE(70),
    QUEUE_MAIL(71),
    RECOVERY_WRAP(80);

    private final byte code;

    TableId(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }
}
