package org.wardpost.vault;

/**
 * Cost of one Argon2id run (RFC 9106).
 * @param memoryKib memory in KiB
 * @param passes t
 * @param lanes p
 */
public record Argon2Parameters(int memoryKib, int passes, int lanes) {
    /** Passwords of managed accounts: 19 MiB, t=2, p=1. */
    public static final Argon2Parameters MANAGED = new Argon2Parameters(19 * 1024, 2, 1);
    /** Passwords of sealed accounts, and the operator's passphrase: 64 MiB, t=3, p=4. */
    public static final Argon2Parameters SEALED = new Argon2Parameters(64 * 1024, 3, 4);

    private static final int MOST_MEMORY = 1024 * 1024;

    /** @throws IllegalArgumentException if a value is outside RFC 9106 §3.1 or of a size (1 GiB, 16, 16) that would only be an attack */
    public Argon2Parameters {
        if (lanes < 1 || lanes > 16 || passes < 1 || passes > 16 || memoryKib < 8 * lanes || memoryKib > MOST_MEMORY) {
            throw new IllegalArgumentException(
                    "Argon2 parameters out of bounds: " + memoryKib + " KiB, " + passes + ", " + lanes);
        }
    }
}
