package org.wardpost.store.sql;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.vault.AccountPublicKey;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.WrappedKey;

/**
 * Builds the bytes that a row MAC covers: 0x01, table, then the columns in the order that docs/formats.md gives for the
 * table, each at a fixed width, so that no two rows of a table encode alike.
 */
public final class MacInput {
    private static final int WRAPPED = 40;
    private static final int SALT_AND_TAG = 32;

    private ByteBuffer buffer = ByteBuffer.allocate(256);

    private MacInput(byte table) {
        buffer.put((byte) 0x01).put(table);
    }

    public static MacInput of(TableId table) {
        return new MacInput(table.code());
    }

    public MacInput id(UUID id) {
        room(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return this;
    }

    public MacInput number(long value) {
        room(8).putLong(value);
        return this;
    }

    /** INTEGER and SMALLINT columns, 4 bytes. */
    public MacInput small(int value) {
        room(4).putInt(value);
        return this;
    }

    public MacInput flag(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** One byte that says whether it is there, then 8. */
    public MacInput optional(@Nullable Long value) {
        room(9).put((byte) (value == null ? 0 : 1)).putLong(value == null ? 0 : value);
        return this;
    }

    public MacInput tag(LookupTag tag) {
        room(16).put(tag.bytes());
        return this;
    }

    /** One byte that says whether it is there, then 16. */
    public MacInput optionalTag(@Nullable LookupTag tag) {
        room(17).put((byte) (tag == null ? 0 : 1)).put(tag == null ? new byte[16] : tag.bytes());
        return this;
    }

    /** One byte that says whether it is there, then 40. */
    public MacInput wrapped(@Nullable WrappedKey key) {
        room(1 + WRAPPED).put((byte) (key == null ? 0 : 1)).put(key == null ? new byte[WRAPPED] : key.bytes());
        return this;
    }

    /** One byte that says whether it is there, then salt and last GCM tag, 32 bytes. */
    public MacInput sealed(@Nullable SealedBytes sealed) {
        room(1 + SALT_AND_TAG)
                .put((byte) (sealed == null ? 0 : 1))
                .put(sealed == null ? new byte[SALT_AND_TAG] : sealed.saltAndTag());
        return this;
    }

    public MacInput sum(MaskedSum sum) {
        room(48).put(sum.nonce()).put(sum.masked());
        return this;
    }

    public MacInput publicKey(AccountPublicKey key) {
        room(64).put(key.x25519()).put(key.ed25519());
        return this;
    }

    /** Four bytes of length, then the bytes: for columns of which vault knows the inside, such as slots and grants. */
    public MacInput bytes(byte @Nullable [] value) {
        byte[] bytes = value == null ? new byte[0] : value;
        room(4 + bytes.length).putInt(value == null ? -1 : bytes.length).put(bytes);
        return this;
    }

    public byte[] done() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate((buffer.capacity() + bytes) * 2).put(buffer.flip());
        }
        return buffer;
    }
}
