package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A group's seed sealed to a member by HPKE and signed by the granter (docs/formats.md, "Account grants").
 * @param context the group and the generation of its key
 * @param granter account that signed
 * @param holder account that can open it
 * @param bytes as they are stored
 */
public record AccountGrant(AccountContext context, UUID granter, UUID holder, byte[] bytes) {
    /** Bytes of an account grant. */
    public static final int LENGTH = GrantForm.ACCOUNT.length();

    /**
     * What was read back from the store; its signature is checked when it is opened.
     * @throws TamperedException if it is no account grant
     * @throws UnknownKeyException if its suite is unknown
     */
    public static AccountGrant ofStored(byte[] stored) {
        GrantForm.ACCOUNT.check(stored);
        try {
            var from = ByteBuffer.wrap(stored).position(1);
            return new AccountGrant(AccountContext.read(from), Bytes.id(from), Bytes.id(from), stored);
        } catch (IllegalArgumentException e) {
            throw new TamperedException("An account grant names no account");
        }
    }

    @Override
    public String toString() {
        return "AccountGrant[" + context + ", " + holder + "]";
    }
}
