package org.wardpost.vault;

import java.util.UUID;

/**
 * Which slot of which account, bound into both of its seals (docs/formats.md, "Contexts").
 * @param tenant the installation
 * @param account the account that the slot opens
 * @param generation of the account key, counted from 1
 * @param kind by what it is opened
 * @param slot its random id
 */
public record SlotContext(UUID tenant, UUID account, int generation, SlotKind kind, UUID slot) {
    static final int LENGTH = 1 + 16 + 16 + 4 + 1 + 16;

    AccountContext ofAccount() {
        return new AccountContext(tenant, account, generation);
    }

    byte[] encoded() {
        return Bytes.of(LENGTH)
                .octet(0x03)
                .id(tenant)
                .id(account)
                .int32(generation)
                .octet(kind.code())
                .id(slot)
                .done();
    }
}
