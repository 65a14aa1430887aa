package org.wardpost.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The key of one account in one generation. Its 32-byte seed lies in the account's slots; everything is done by keys derived from
 * it. Account 0 is the server itself. Long, for whatever takes the seed's bytes has to be here.
 */
public final class AccountKey implements AutoCloseable {
    private static final int SEED = 0;
    private static final int X25519 = 1;
    private static final int ED25519 = 2;
    private static final int OWN = 3;
    private static final int LOOKUP = 4;
    private static final int RECORD = 5;
    private static final int ROW = 6;
    private static final int PSEUDONYM = 7;
    private static final int HISTORY = 8;

    private final UUID tenant;
    private final UUID account;
    private final int generation;
    private final AccountPublicKey publicKey;
    private final SecretBytes secret;

    /** Takes the seed over: it is zeroed. */
    private AccountKey(AccountContext of, byte[] seed, AccountPublicKey publicKey) {
        this.tenant = of.tenant();
        this.account = of.account();
        this.generation = of.generation();
        this.publicKey = publicKey;
        var bound = of.encoded();
        this.secret = SecretBytes.of(
                seed.clone(),
                Label.ACCOUNT_X25519.derive(seed, bound),
                Label.ACCOUNT_ED25519.derive(seed, bound),
                Label.ACCOUNT_OWN.derive(seed, bound),
                Label.ACCOUNT_LOOKUP.derive(seed, bound),
                Label.ACCOUNT_RECORD.derive(seed, bound),
                Label.ACCOUNT_ROW.derive(seed, bound),
                Label.ACCOUNT_PSEUDONYM.derive(seed, bound),
                Label.ACCOUNT_HISTORY.derive(seed, bound));
        Aes.zero(seed);
    }

    /** A fresh key for an account's generation, counted from 1. */
    public static AccountKey random(UUID tenant, UUID account, int generation) {
        return ofSeed(tenant, account, generation, Entropy.bytes(32));
    }

    static AccountKey ofSeed(UUID tenant, UUID account, int generation, byte[] seed) {
        var of = new AccountContext(tenant, account, generation);
        return new AccountKey(of, seed, publicKeyOf(of, seed));
    }

    /**
     * Opens a managed account. All symmetric: the slot's outer seal binds the public key to the seed.
     * @param expected the account's public key, from its row
     * @throws TamperedException if the slot was changed, is another's, or holds another key
     * @throws UnknownKeyException if its W is not at hand
     */
    public static AccountKey openRoot(WorkingKeys working, SealedSlot slot, AccountPublicKey expected) {
        return new AccountKey(slot.context().ofAccount(), slot.openRoot(working, expected), expected);
    }

    /**
     * Opens an account by what its owner has. The seed is computed up to its public key, which must be the expected one.
     * @throws TamperedException as {@link #openRoot}, or if the secret is not the slot's
     * @throws UnknownKeyException if its W is not at hand
     */
    public static AccountKey open(WorkingKeys working, SealedSlot slot, SlotSecret secret, AccountPublicKey expected) {
        return computed(slot.context(), slot.open(working, secret, expected), expected);
    }

    /**
     * Opens an account by its recovery slot.
     * @throws TamperedException as {@link #openRoot}, or if the slot is another authority's
     */
    public static AccountKey openRecovery(
            WorkingKeys working, SealedSlot slot, RecoveryKey recovery, AccountPublicKey expected) {
        return computed(slot.context(), slot.open(working, recovery, expected), expected);
    }

    private static AccountKey computed(SlotContext slot, byte[] seed, AccountPublicKey expected) {
        return computed(slot.ofAccount(), seed, expected, slot.slot());
    }

    private static AccountKey computed(AccountContext of, byte[] seed, AccountPublicKey expected, UUID what) {
        if (!publicKeyOf(of, seed).equals(expected)) {
            Aes.zero(seed);
            throw new TamperedException(what, "A seed gives another key than its account has");
        }
        return new AccountKey(of, seed, expected);
    }

    /** Whose it is. */
    public UUID account() {
        return account;
    }

    /** The installation. */
    public UUID tenant() {
        return tenant;
    }

    /** Its generation. */
    public int generation() {
        return generation;
    }

    /** Its public halves. */
    public AccountPublicKey publicKey() {
        return publicKey;
    }

    /** A slot that W alone opens: managed accounts. */
    public SealedSlot rootSlot(WorkingKey working, UUID slot) {
        return withSeed(seed -> SealedSlot.root(working, slotContext(SlotKind.ROOT, slot), publicKey, seed));
    }

    /** A slot that opens with W and the owner's secret. */
    public SealedSlot secretSlot(WorkingKey working, SlotKind kind, UUID slot, SlotSecret secret) {
        return withSeed(seed -> SealedSlot.secret(working, slotContext(kind, slot), publicKey, seed, secret));
    }

    /** A slot that opens with W and the shares of the recovery authority. */
    public SealedSlot recoverySlot(WorkingKey working, UUID slot, RecoveryAuthority authority) {
        var context = slotContext(SlotKind.RECOVERY, slot);
        return withSeed(seed -> SealedSlot.recovery(working, context, publicKey, seed, authority));
    }

    /** Puts this generation's seed into a slot of an earlier one: to the slot's own key, so nobody types anything. */
    public SealedSlot intoSlot(WorkingKeys working, SealedSlot earlier) {
        var next = slotContext(earlier.context().kind(), earlier.context().slot());
        return withSeed(seed -> earlier.sealAgain(working, next, publicKey, seed));
    }

    /** An earlier generation's seed under this one, so that what it sealed stays readable. */
    public SealedBytes sealEarlier(AccountKey earlier) {
        if (!earlier.account.equals(account) || earlier.generation >= generation) {
            throw new IllegalArgumentException("Not an earlier generation of this account");
        }
        var context = context(earlier.generation).encoded();
        return withKey(
                HISTORY,
                key -> earlier.withSeed(
                        seed -> new SealedBytes(CommittingSeal.seal(key, seed, context, Part.RECORD.granularity()))));
    }

    /** @throws TamperedException if it is not that generation of this account, or was changed */
    public AccountKey openEarlier(SealedBytes sealed, int earlier) {
        var context = context(earlier).encoded();
        return withKey(
                HISTORY,
                key -> ofSeed(tenant, account, earlier, CommittingSeal.open(key, sealed.bytes(), context, account)));
    }

    /** A collection's key for its holder himself: symmetric, unlike a grant. */
    public WrappedKey wrapOwn(CollectionKey key) {
        return withOwn(Label.OWN_WRAP, key.context(), own -> {
            var bytes = key.bytes();
            try {
                return new WrappedKey(Aes.wrap(own, bytes));
            } finally {
                Aes.zero(bytes);
            }
        });
    }

    /** @throws TamperedException if it was wrapped for another account, collection or epoch, or changed */
    public CollectionKey unwrapOwn(WrapContext context, WrappedKey wrapped) {
        return withOwn(Label.OWN_WRAP, context, own -> {
            try {
                return new CollectionKey(context, Aes.unwrap(own, wrapped.bytes()));
            } catch (TamperedException e) {
                throw new TamperedException(context.collection(), String.valueOf(e.getMessage()));
            }
        });
    }

    /** A collection's key for another account, signed by this one. */
    public SignedGrant grant(CollectionKey key, AccountPublicKey holder, UUID holderAccount) {
        var bytes = key.bytes();
        try {
            var context = key.context();
            return withKey(
                    ED25519,
                    sign -> SignedGrant.ofStored(
                            GrantForm.COLLECTION.make(context.encoded(), account, holderAccount, holder, bytes, sign)));
        } finally {
            Aes.zero(bytes);
        }
    }

    /**
     * Opens a grant to this account.
     * @param granter public key of the account that it says it is from
     * @throws TamperedException if that one did not sign it, if it is for another holder, or was changed
     */
    public CollectionKey openGrant(SignedGrant grant, AccountPublicKey granter) {
        var context = grant.context();
        requireHolder(grant.holder(), context.tenant(), context.collection());
        return withKey(
                X25519,
                key -> new CollectionKey(
                        context, GrantForm.COLLECTION.open(grant.bytes(), granter, key, context.collection())));
    }

    /** This account's own seed for one of its members, signed by this account. */
    public AccountGrant grantSeed(AccountPublicKey member, UUID memberAccount) {
        var of = context(generation).encoded();
        return withSeed(seed -> withKey(
                ED25519,
                sign -> AccountGrant.ofStored(GrantForm.ACCOUNT.make(of, account, memberAccount, member, seed, sign))));
    }

    /**
     * Opens a grant of another account's seed to this account. The seed is computed up to its public key, which must be the expected one.
     * @param granter public key of the account that it says it is from
     * @param expected public key of the account that is opened, from its row
     * @throws TamperedException if that one did not sign it, if it is for another holder, holds another seed, or was changed
     */
    public AccountKey openSeed(AccountGrant grant, AccountPublicKey granter, AccountPublicKey expected) {
        var context = grant.context();
        requireHolder(grant.holder(), context.tenant(), context.account());
        var seed = withKey(X25519, key -> GrantForm.ACCOUNT.open(grant.bytes(), granter, key, context.account()));
        return computed(context, seed, expected, context.account());
    }

    private void requireHolder(UUID holder, UUID ofTenant, UUID what) {
        if (!holder.equals(account) || !ofTenant.equals(tenant)) {
            throw new TamperedException(what, "A grant was made for another holder");
        }
    }

    /** The seed of an account of which this one is a member: symmetric, unlike its grant. */
    public WrappedKey wrapSeed(AccountKey group) {
        var context = group.context(group.generation).encoded();
        return withOwn(Label.OWN_SEED, context, own -> group.withSeed(seed -> new WrappedKey(Aes.wrap(own, seed))));
    }

    /**
     * Opens what {@link #wrapSeed} gave. All symmetric: the seed was compared with its public key before it was wrapped.
     * @param expected public key of the account that is opened, from its row
     * @throws TamperedException if it was wrapped by another member or for another account or generation, or changed
     */
    public AccountKey unwrapSeed(AccountContext group, WrappedKey wrapped, AccountPublicKey expected) {
        return withOwn(Label.OWN_SEED, group.encoded(), own -> {
            try {
                return new AccountKey(group, Aes.unwrap(own, wrapped.bytes()), expected);
            } catch (TamperedException e) {
                throw new TamperedException(group.account(), String.valueOf(e.getMessage()));
            }
        });
    }

    /** The tag under which {@code value} is found again within this account and generation. */
    public LookupTag lookup(LookupField field, byte[] value) {
        var scope = new LookupContext(tenant, account, field).encoded();
        return withKey(LOOKUP, key -> new LookupTag(Arrays.copyOf(Hmac.of(key, scope, value), LookupTag.LENGTH)));
    }

    /** Seals the small columns of a row of the account itself, padded to 64 bytes. */
    public SealedBytes sealRecord(byte[] plain, ObjectContext context) {
        return withKey(
                RECORD,
                key -> new SealedBytes(CommittingSeal.seal(
                        key, plain, context.encoded(), context.part().granularity())));
    }

    /** @throws TamperedException if it was sealed by another account or in another place, or changed */
    public byte[] openRecord(SealedBytes sealed, ObjectContext context) {
        return withKey(RECORD, key -> CommittingSeal.open(key, sealed.bytes(), context.encoded(), context.object()));
    }

    /** The MAC of a row of the account itself. */
    public RowMac mac(byte[] row) {
        return withKey(ROW, key -> new RowMac(Hmac.of(key, row)));
    }

    /**
     * Checks a row that was read back.
     * @param what names the row in the exception
     * @throws TamperedException if the stored 16 bytes are not its
     */
    public void checkMac(byte[] row, byte[] stored, UUID what) {
        CollectionKey.checked(mac(row), stored, what);
    }

    /** Wraps an object key under the account itself: queue items and what lies in no collection. */
    public WrappedKey wrap(ObjectKey key, WrapContext context) {
        return withOwn(Label.OWN_OBJECT, context, own -> new WrappedKey(Aes.wrap(own, key.bytes())));
    }

    /** @throws TamperedException if it was wrapped elsewhere, or changed */
    public ObjectKey unwrap(WrappedKey wrapped, WrapContext context) {
        return withOwn(Label.OWN_OBJECT, context, own -> new ObjectKey(Aes.unwrap(own, wrapped.bytes())));
    }

    /** A short keyed name for logs, like {@code u:4f2a9c0b11d7}: equal texts have equal ones, and only this key tells whose. */
    public String pseudonym(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        return withKey(PSEUDONYM, key -> "u:" + HexFormat.of().formatHex(Hmac.of(key, utf8), 0, 6));
    }

    /** Signs for the audit chain: this account vouches for a day's signing key. */
    public byte[] sign(byte[] message) {
        return withKey(ED25519, key -> Curves.sign(key, message));
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "AccountKey[" + account + ", generation " + generation + "]";
    }

    private AccountContext context(int ofGeneration) {
        return new AccountContext(tenant, account, ofGeneration);
    }

    private static AccountPublicKey publicKeyOf(AccountContext of, byte[] seed) {
        var bound = of.encoded();
        var x25519 = Label.ACCOUNT_X25519.derive(seed, bound);
        var ed25519 = Label.ACCOUNT_ED25519.derive(seed, bound);
        var both = new AccountPublicKey(Curves.x25519Public(x25519), Curves.ed25519Public(ed25519));
        Aes.zero(x25519);
        Aes.zero(ed25519);
        return both;
    }

    private SlotContext slotContext(SlotKind kind, UUID slot) {
        return new SlotContext(tenant, account, generation, kind, slot);
    }

    private <T> T withOwn(Label label, WrapContext context, java.util.function.Function<byte[], T> task) {
        return withOwn(label, context.encoded(), task);
    }

    /** AES-KW takes no context, so each collection, and each kind of key, has a wrapping key of its own. */
    private <T> T withOwn(Label label, byte[] context, java.util.function.Function<byte[], T> task) {
        return withKey(OWN, key -> {
            var own = label.derive(key, context);
            try {
                return task.apply(own);
            } finally {
                Aes.zero(own);
            }
        });
    }

    private <T> T withSeed(java.util.function.Function<byte[], T> task) {
        return withKey(SEED, task);
    }

    private <T> T withKey(int index, java.util.function.Function<byte[], T> task) {
        var key = secret.key(index);
        try {
            return task.apply(key);
        } finally {
            Aes.zero(key);
        }
    }
}
