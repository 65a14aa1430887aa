package org.wardpost.vault;

import java.security.SecureRandom;

/** The one random source of this package. */
final class Entropy {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Entropy() {}

    static byte[] bytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
