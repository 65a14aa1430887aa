package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Where a collection key belongs, bound into every key derived of it (docs/formats.md, "Contexts").
 * @param tenant the installation
 * @param owner the account that owns the collection
 * @param collection the collection
 * @param epoch counted from 1; a new one begins whenever a holder is revoked
 */
public record WrapContext(UUID tenant, UUID owner, UUID collection, int epoch) {
    static final int LENGTH = 1 + 16 + 16 + 16 + 4;

    /** The same collection in another epoch. */
    public WrapContext epoch(int other) {
        return new WrapContext(tenant, owner, collection, other);
    }

    byte[] encoded() {
        return Bytes.of(LENGTH)
                .octet(0x02)
                .id(tenant)
                .id(owner)
                .id(collection)
                .int32(epoch)
                .done();
    }

    static WrapContext read(ByteBuffer from) {
        if (from.get() != 0x02) {
            throw new IllegalArgumentException("Not a wrap context");
        }
        return new WrapContext(Bytes.id(from), Bytes.id(from), Bytes.id(from), from.getInt());
    }
}
