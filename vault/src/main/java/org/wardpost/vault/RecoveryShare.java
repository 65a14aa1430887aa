package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** One share of the recovery authority's private key, as it stands on somebody's paper (docs/formats.md, "Recovery"). */
public final class RecoveryShare implements AutoCloseable {
    /** What its text begins with, so that nobody takes it for something else. */
    public static final String PREFIX = "wps-";

    private static final int PART = 32;
    private static final int CHECK = 4;
    private static final int LENGTH = 1 + 16 + 3 + PART + CHECK;

    private final UUID authority;
    private final int threshold;
    private final int shares;
    private final int index;
    private final SecretBytes part;

    /** Takes the part over: it is zeroed. */
    RecoveryShare(UUID authority, int threshold, int shares, int index, byte[] part) {
        RecoveryAuthority.checkNumbers(threshold, shares);
        if (index < 1 || index > shares) {
            throw new IllegalArgumentException("There is no share " + index + " of " + shares + ".");
        }
        this.authority = authority;
        this.threshold = threshold;
        this.shares = shares;
        this.index = index;
        this.part = SecretBytes.of(part);
    }

    /**
     * A share as somebody typed it; dashes, spaces, line ends and letter case do not matter, nor a nought for an o.
     * @throws IllegalArgumentException with a sentence that says what is wrong with it and never what stands in it
     */
    public static RecoveryShare parse(String typed) {
        var text = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        if (!text.startsWith("wps")) {
            throw new IllegalArgumentException("it does not begin with \"" + PREFIX + "\" as shares do");
        }
        var letters = text.substring(3).replace('0', 'o').replace('1', 'l').replace('8', 'b');
        int wanted = Base32.letters(LENGTH);
        if (letters.length() != wanted) {
            int difference = Math.abs(letters.length() - wanted);
            throw new IllegalArgumentException("it has " + difference + (difference == 1 ? " letter" : " letters")
                    + (letters.length() < wanted ? " too few" : " too many"));
        }
        return decode(Base32.bytes(letters, LENGTH)
                .orElseThrow(() -> new IllegalArgumentException("it holds something that is no letter of a share")));
    }

    private static RecoveryShare decode(byte[] bytes) {
        if (!Arrays.equals(check(bytes), Arrays.copyOfRange(bytes, LENGTH - CHECK, LENGTH))) {
            throw new IllegalArgumentException("its check value does not fit, so some letter is not as it was printed");
        }
        if (bytes[0] != RecoveryAuthority.VERSION) {
            throw new IllegalArgumentException(
                    "it is of version " + (bytes[0] & 0xff) + ", which this Wardpost does not know");
        }
        var from = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        return new RecoveryShare(
                Bytes.id(from), from.get() & 0xff, from.get() & 0xff, from.get() & 0xff, Bytes.take(from, PART));
    }

    /** What is printed for its holder, once: {@code wps-} and 90 letters. */
    public String text() {
        var key = part();
        var bytes = Bytes.of(LENGTH)
                .octet(RecoveryAuthority.VERSION)
                .id(authority)
                .octet(threshold)
                .octet(shares)
                .octet(index)
                .raw(key)
                .raw(new byte[CHECK])
                .done();
        Aes.zero(key);
        System.arraycopy(check(bytes), 0, bytes, LENGTH - CHECK, CHECK);
        return PREFIX + Base32.groups(bytes);
    }

    private static byte[] check(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(bytes, 0, LENGTH - CHECK);
            return Arrays.copyOf(hash.digest(), CHECK);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** Of which authority it is. */
    public UUID authority() {
        return authority;
    }

    /** How many are needed. */
    public int threshold() {
        return threshold;
    }

    /** How many were made. */
    public int shares() {
        return shares;
    }

    /** Its number, from 1. */
    public int index() {
        return index;
    }

    boolean isOfSameAuthority(RecoveryShare other) {
        return authority.equals(other.authority) && threshold == other.threshold && shares == other.shares;
    }

    byte[] part() {
        return part.key(0);
    }

    @Override
    public void close() {
        part.close();
    }

    @Override
    public String toString() {
        return "RecoveryShare[" + index + " of " + shares + ", authority " + authority + "]";
    }
}
