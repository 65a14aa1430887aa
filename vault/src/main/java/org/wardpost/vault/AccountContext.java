package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Which generation of which account's key, bound into every key derived of it (docs/formats.md, "Contexts").
 * @param tenant the installation
 * @param account whose key it is
 * @param generation counted from 1; a group has a new one whenever a member leaves
 */
public record AccountContext(UUID tenant, UUID account, int generation) {
    static final int LENGTH = 1 + 16 + 16 + 4;

    byte[] encoded() {
        return Bytes.of(LENGTH)
                .octet(0x05)
                .id(tenant)
                .id(account)
                .int32(generation)
                .done();
    }

    static AccountContext read(ByteBuffer from) {
        if (from.get() != 0x05) {
            throw new IllegalArgumentException("Not an account context");
        }
        return new AccountContext(Bytes.id(from), Bytes.id(from), from.getInt());
    }
}
