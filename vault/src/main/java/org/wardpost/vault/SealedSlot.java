package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * One way into an account, as it is stored: sealed under W, and within that to the slot's own key (docs/formats.md, "Slots").
 * Without W it is no oracle for guessing a password.
 * @param context which slot of which account
 * @param workingVersion the W of the outer layer
 * @param bytes the outer seal
 */
public record SealedSlot(SlotContext context, int workingVersion, byte[] bytes) {
    static final int HASHING = 1 + 4 + 4 + 4 + SlotSecret.SALT_LENGTH;
    private static final byte ROOT = 0x00;
    private static final byte HPKE = 0x01;
    private static final int SEED = 32;
    private static final int ROOT_LENGTH = 1 + AccountPublicKey.LENGTH + SEED;
    private static final int SECRET_LENGTH = 1 + AccountPublicKey.LENGTH + HASHING + 32 + 32 + Hpke.OVERHEAD + SEED;

    /**
     * Makes the outer layer anew under the current W; the inner one is not touched, so it needs nobody's password.
     * @throws TamperedException if the slot is not as it was sealed
     */
    public static SealedSlot rewrap(WorkingKeys working, SealedSlot slot) {
        return sealed(working.current(), slot.context, slot.outer(working));
    }

    /** The verifier of the slot's secret, 32 bytes; none in a root slot. */
    public Optional<byte[]> verifier(WorkingKeys working) {
        return inner(working).map(Inner::verifier);
    }

    /** What a password must be hashed with before it can be tried; none in other slots. */
    public Optional<Hashing> hashing(WorkingKeys working) {
        return inner(working).flatMap(Inner::hashing);
    }

    /**
     * How the password of a slot is hashed.
     * @param parameters cost
     * @param salt 16 bytes
     */
    public record Hashing(Argon2Parameters parameters, byte[] salt) {}

    @Override
    public String toString() {
        return "SealedSlot[" + context + ", W " + workingVersion + "]";
    }

    static SealedSlot root(WorkingKey working, SlotContext context, AccountPublicKey account, byte[] seed) {
        var plain = Bytes.of(ROOT_LENGTH)
                .octet(ROOT)
                .raw(account.stored())
                .raw(seed)
                .done();
        return sealed(working, context, plain);
    }

    static SealedSlot secret(
            WorkingKey working, SlotContext context, AccountPublicKey account, byte[] seed, SlotSecret secret) {
        return secret(working, context, account, seed, secret.hashing(), secret.verifier(), secret.publicKey());
    }

    /** To the recovery authority: nobody has a secret that could be verified, so its verifier is zero. */
    static SealedSlot recovery(
            WorkingKey working,
            SlotContext context,
            AccountPublicKey account,
            byte[] seed,
            RecoveryAuthority authority) {
        var hashing = new byte[HASHING];
        hashing[0] = 0x02;
        return secret(working, context, account, seed, hashing, new byte[32], authority.publicKey());
    }

    /** The same for a new seed, to whoever has the secret already; nobody types anything. */
    SealedSlot sealAgain(WorkingKeys working, SlotContext next, AccountPublicKey account, byte[] seed) {
        var old =
                inner(working).orElseThrow(() -> new IllegalArgumentException("A root slot is made, not sealed again"));
        return secret(working.current(), next, account, seed, old.hashingBytes(), old.verifier(), old.slotKey());
    }

    /** @throws TamperedException if it is not a root slot, or is another account's, or gives another public key than expected */
    byte[] openRoot(WorkingKeys working, AccountPublicKey expected) {
        var from = ByteBuffer.wrap(outer(working));
        if (from.remaining() != ROOT_LENGTH || from.get() != ROOT) {
            throw new TamperedException(context.slot(), "Not a root slot");
        }
        checkKey(Bytes.take(from, AccountPublicKey.LENGTH), expected);
        return Bytes.take(from, SEED);
    }

    /** @throws TamperedException as {@link #openRoot}, or if the secret is another one */
    byte[] open(WorkingKeys working, SlotSecret secret, AccountPublicKey expected) {
        return open(working, secret.privateKey(), expected);
    }

    /** @throws TamperedException as {@link #openRoot}, or if it was sealed to another authority */
    byte[] open(WorkingKeys working, RecoveryKey recovery, AccountPublicKey expected) {
        var key = recovery.privateKey();
        try {
            return open(working, key, expected);
        } finally {
            Aes.zero(key);
        }
    }

    private byte[] open(WorkingKeys working, byte[] privateKey, AccountPublicKey expected) {
        var inner =
                inner(working).orElseThrow(() -> new TamperedException(context.slot(), "A root slot takes no secret"));
        checkKey(inner.account(), expected);
        return Hpke.open(privateKey, info(context), inner.sealedSeed());
    }

    private record Inner(byte[] account, byte[] hashingBytes, byte[] verifier, byte[] slotKey, byte[] sealedSeed) {
        Optional<Hashing> hashing() {
            var from = ByteBuffer.wrap(hashingBytes);
            return from.get() != 1
                    ? Optional.empty()
                    : Optional.of(new Hashing(
                            new Argon2Parameters(from.getInt(), from.getInt(), from.getInt()),
                            Bytes.take(from, SlotSecret.SALT_LENGTH)));
        }

        @Override
        public String toString() {
            return "Inner[...]";
        }
    }

    private Optional<Inner> inner(WorkingKeys working) {
        var from = ByteBuffer.wrap(outer(working));
        byte suite = from.get();
        if (suite == ROOT) {
            return Optional.empty();
        }
        if (suite != HPKE || from.remaining() != SECRET_LENGTH - 1) {
            throw new UnknownKeyException("A slot is sealed by an unknown suite, " + (suite & 0xff));
        }
        return Optional.of(new Inner(
                Bytes.take(from, AccountPublicKey.LENGTH),
                Bytes.take(from, HASHING),
                Bytes.take(from, 32),
                Bytes.take(from, 32),
                Bytes.take(from, Hpke.OVERHEAD + SEED)));
    }

    private static SealedSlot secret(
            WorkingKey working,
            SlotContext context,
            AccountPublicKey account,
            byte[] seed,
            byte[] hashing,
            byte[] verifier,
            byte[] slotKey) {
        var plain = Bytes.of(SECRET_LENGTH)
                .octet(HPKE)
                .raw(account.stored())
                .raw(hashing)
                .raw(verifier)
                .raw(slotKey)
                .raw(Hpke.seal(slotKey, info(context), seed))
                .done();
        return sealed(working, context, plain);
    }

    private static SealedSlot sealed(WorkingKey working, SlotContext context, byte[] plain) {
        var key = working.slotKey();
        var bytes = CommittingSeal.seal(key, plain, context.encoded(), Part.RECORD.granularity());
        Aes.zero(key);
        Aes.zero(plain);
        return new SealedSlot(context, working.version(), bytes);
    }

    private byte[] outer(WorkingKeys working) {
        var key = working.version(workingVersion).slotKey();
        try {
            return CommittingSeal.open(key, bytes, context.encoded(), context.slot());
        } finally {
            Aes.zero(key);
        }
    }

    private void checkKey(byte[] found, AccountPublicKey expected) {
        if (!Arrays.equals(found, expected.stored())) {
            throw new TamperedException(context.slot(), "A slot holds another key than its account has");
        }
    }

    private static byte[] info(SlotContext context) {
        return Bytes.join(Label.SLOT_SEED.bytes(), context.encoded());
    }
}
