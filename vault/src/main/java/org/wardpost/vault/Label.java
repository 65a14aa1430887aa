package org.wardpost.vault;

import java.nio.charset.StandardCharsets;

/** What keys are derived for. Each text stands in docs/formats.md and ends in a zero byte, so that no label begins another. */
enum Label {
    SEAL("wardpost/1/seal"),
    WORKING_SLOT("wardpost/1/working/slot"),
    ACCOUNT_X25519("wardpost/1/account/x25519"),
    ACCOUNT_ED25519("wardpost/1/account/ed25519"),
    ACCOUNT_OWN("wardpost/1/account/own"),
    ACCOUNT_LOOKUP("wardpost/1/account/lookup"),
    ACCOUNT_RECORD("wardpost/1/account/record"),
    ACCOUNT_INDEX("wardpost/1/account/index"),
    ACCOUNT_ROW("wardpost/1/account/row"),
    ACCOUNT_PSEUDONYM("wardpost/1/account/pseudonym"),
    ACCOUNT_HISTORY("wardpost/1/account/history"),
    OWN_WRAP("wardpost/1/own-wrap"),
    OWN_OBJECT("wardpost/1/own-object"),
    OWN_SEED("wardpost/1/own-seed"),
    COLLECTION_WRAP("wardpost/1/collection/wrap"),
    COLLECTION_RECORD("wardpost/1/collection/record"),
    COLLECTION_ROW("wardpost/1/collection/row"),
    COLLECTION_DIGEST("wardpost/1/collection/digest"),
    COLLECTION_MASK("wardpost/1/collection/mask"),
    COLLECTION_LOOKUP("wardpost/1/collection/lookup"),
    COLLECTION_DROP("wardpost/1/collection/drop"),
    SLOT_VERIFIER("wardpost/1/slot/verifier"),
    SLOT_X25519("wardpost/1/slot/x25519"),
    SLOT_SEED("wardpost/1/slot/seed"),
    RECOVERY_AUTHORITY("wardpost/1/recovery/authority"),
    RECOVERY_WORKING("wardpost/1/recovery/working"),
    GRANT("wardpost/1/grant"),
    GRANT_SIGNATURE("wardpost/1/grant/signature"),
    SEED_GRANT("wardpost/1/account-grant"),
    SEED_GRANT_SIGNATURE("wardpost/1/account-grant/signature"),
    PASSPHRASE_WRAP("wardpost/1/passphrase/wrap"),
    PASSPHRASE_MAC("wardpost/1/passphrase/mac");

    private final byte[] bytes;

    Label(String text) {
        this.bytes = (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    /** The label and its zero byte; not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** {@code X(key, label, context)} of docs/formats.md, 32 bytes. */
    byte[] derive(byte[] key, byte[] context) {
        return Hmac.expand(key, 32, bytes, context);
    }
}
