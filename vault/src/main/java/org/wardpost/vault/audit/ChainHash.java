package org.wardpost.vault.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 with a label before what is hashed, and the labels of what is signed (docs/formats.md, "Audit chain"). */
final class ChainHash {
    static final byte[] LINK = label("wardpost/1/audit/link");
    static final byte[] CHECKPOINT = label("wardpost/1/audit/checkpoint");
    static final byte[] SIGNER = label("wardpost/1/audit/signer");

    private ChainHash() {}

    static byte[] of(byte[]... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    static byte[] join(byte[] label, byte[] rest) {
        var both = java.util.Arrays.copyOf(label, label.length + rest.length);
        System.arraycopy(rest, 0, both, label.length, rest.length);
        return both;
    }

    private static byte[] label(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }
}
