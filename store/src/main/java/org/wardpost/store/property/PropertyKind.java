package org.wardpost.store.property;

/** What a property is for; the code goes into its keyed tag, so that not even this is readable. */
public enum PropertyKind {
    SUBSCRIPTION(1),
    ANNOTATION(2),
    SIEVE_SCRIPT(3),
    SIEVE_ACTIVE(4),
    VACATION(5),
    QUOTA(6),
    SETTING(7),
    CERTIFICATE(8),
    CREDENTIAL(9),
    REPOSITORY(10),
    BACKUP(11),
    RECOVERY(20);

    private final int code;

    PropertyKind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
