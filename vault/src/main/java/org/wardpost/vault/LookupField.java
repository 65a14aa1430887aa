package org.wardpost.vault;

/** What a keyed look-up tag was made of; equal values of two fields have different tags. */
public enum LookupField {
    ADDRESS(1),
    DOMAIN(2),
    ALIAS(3),
    MAILBOX_NAME(4),
    RESOURCE_NAME(5),
    ICAL_UID(6),
    MESSAGE_ID(7),
    THREAD(8),
    PROPERTY(9),
    QUEUE_NAME(10),
    SENDER(11),
    RECIPIENT(12),
    SUBJECT(13),
    DELIVERY(14),
    LEASE(15),
    CERTIFICATE(16),
    DEVICE(17),
    KEYWORD(18),
    MEMBER(19),
    SETTING(20),
    REPOSITORY(21),
    ALIAS_TARGET(22),
    OUTBOX_TARGET(23);

    private final byte code;

    LookupField(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for it in every format; never changed, never used again. */
    public byte code() {
        return code;
    }
}
