package org.wardpost.vault;

import com.codahale.shamir.Scheme;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The private half of the recovery authority: there for as long as it takes to split it, or to use what shares gave. Shamir's
 * sharing over GF(2^8) has no check of its own, so the result must give the public key that the shares name.
 */
public final class RecoveryKey implements AutoCloseable {
    private final SecretBytes secret;
    private final RecoveryAuthority authority;

    private RecoveryKey(byte[] privateKey, int threshold, int shares) {
        this.authority = new RecoveryAuthority(Curves.x25519Public(privateKey), threshold, shares);
        this.secret = SecretBytes.of(privateKey);
    }

    /**
     * A fresh one.
     * @throws IllegalArgumentException as {@link RecoveryAuthority#checkNumbers}
     */
    public static RecoveryKey random(int threshold, int shares) {
        RecoveryAuthority.checkNumbers(threshold, shares);
        return of(Entropy.bytes(32), threshold, shares);
    }

    static RecoveryKey of(byte[] privateKey, int threshold, int shares) {
        return new RecoveryKey(privateKey, threshold, shares);
    }

    /** Whose it is. */
    public RecoveryAuthority authority() {
        return authority;
    }

    /** Its shares in order of their numbers, proved by joining some; closed by the caller. */
    public List<RecoveryShare> split() {
        var key = secret.key(0);
        try {
            var made = new ArrayList<RecoveryShare>();
            new Scheme(new SecureRandom(), authority.shares(), authority.threshold())
                    .split(key)
                    .forEach((index, part) -> made.add(
                            new RecoveryShare(authority.id(), authority.threshold(), authority.shares(), index, part)));
            join(made.subList(made.size() - authority.threshold(), made.size())).close();
            return List.copyOf(made);
        } finally {
            Aes.zero(key);
        }
    }

    /**
     * What shares give; those above the number that is needed are not looked at.
     * @throws IllegalArgumentException with a sentence: too few, of two authorities, one twice, or not the key that they name
     */
    public static RecoveryKey join(List<RecoveryShare> shares) {
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("No share was given.");
        }
        var first = shares.getFirst();
        var seen = new TreeSet<Integer>();
        for (var share : shares) {
            if (!share.isOfSameAuthority(first)) {
                throw new IllegalArgumentException("Share " + share.index() + " is of the authority "
                        + share.authority() + ", share " + first.index() + " of " + first.authority()
                        + ": they do not belong together.");
            }
            if (!seen.add(share.index())) {
                throw new IllegalArgumentException(
                        "Share " + share.index() + " was given twice: as many different ones are needed.");
            }
        }
        if (shares.size() < first.threshold()) {
            throw new IllegalArgumentException(first.threshold() + " different shares are needed, and "
                    + (shares.size() == 1 ? "only 1 was" : shares.size() + " were") + " given.");
        }
        return joined(shares.subList(0, first.threshold()));
    }

    /**
     * The same of shares as people typed them.
     * @param typed text by where it comes from, such as a file's name: each that is damaged is named by that
     * @throws IllegalArgumentException with a sentence
     */
    public static RecoveryKey ofTyped(Map<String, String> typed) {
        var shares = new ArrayList<RecoveryShare>();
        var wrong = new ArrayList<String>();
        typed.forEach((from, text) -> {
            try {
                shares.add(RecoveryShare.parse(text));
            } catch (IllegalArgumentException damaged) {
                wrong.add("The share in " + from + " is not good: " + damaged.getMessage() + ".");
            }
        });
        try {
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(
                        String.join(" ", wrong) + " Compare it with the paper, letter by letter, or take another one.");
            }
            return join(shares);
        } finally {
            shares.forEach(RecoveryShare::close);
        }
    }

    private static RecoveryKey joined(List<RecoveryShare> shares) {
        var first = shares.getFirst();
        var parts = new HashMap<Integer, byte[]>();
        shares.forEach(share -> parts.put(share.index(), share.part()));
        var key = of(
                new Scheme(new SecureRandom(), first.shares(), first.threshold()).join(parts),
                first.threshold(),
                first.shares());
        parts.values().forEach(Aes::zero);
        if (!key.authority.id().equals(first.authority())) {
            key.close();
            throw new IllegalArgumentException("The shares " + parts.keySet()
                    + " do not give the key of the authority " + first.authority()
                    + ": one of them was changed. Try others in place of each.");
        }
        return key;
    }

    /**
     * Opens what {@link RecoveryAuthority#wrap} gave.
     * @throws TamperedException if it is for another authority, installation or version, or was changed
     */
    public WorkingKey unwrap(UUID tenant, int version, byte[] wrapped) {
        if (wrapped.length == 0 || wrapped[0] != RecoveryAuthority.VERSION) {
            throw new TamperedException("A working key for the recovery authority is of an unknown form");
        }
        var key = secret.key(0);
        try {
            var sealed = java.util.Arrays.copyOfRange(wrapped, 1, wrapped.length);
            return new WorkingKey(version, Hpke.open(key, RecoveryAuthority.info(tenant, version), sealed));
        } finally {
            Aes.zero(key);
        }
    }

    byte[] privateKey() {
        return secret.key(0);
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "RecoveryKey[" + authority.id() + "]";
    }
}
