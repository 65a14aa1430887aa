package org.wardpost.vault;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/**
 * The key of one collection in one epoch. Everything is done by keys derived from it: wrapping object keys, sealing the small
 * columns of rows, row MACs, the digest, look-up tags.
 */
public final class CollectionKey implements AutoCloseable {
    private static final int KEY = 0;
    private static final int WRAP = 1;
    private static final int RECORD = 2;
    private static final int ROW = 3;
    private static final int DIGEST = 4;
    private static final int MASK = 5;
    private static final int LOOKUP = 6;

    private final WrapContext context;
    private final SecretBytes secret;

    /** Takes the bytes over: they are zeroed. */
    CollectionKey(WrapContext context, byte[] key) {
        this.context = context;
        var bound = context.encoded();
        this.secret = SecretBytes.of(
                key.clone(),
                Label.COLLECTION_WRAP.derive(key, bound),
                Label.COLLECTION_RECORD.derive(key, bound),
                Label.COLLECTION_ROW.derive(key, bound),
                Label.COLLECTION_DIGEST.derive(key, bound),
                Label.COLLECTION_MASK.derive(key, bound),
                Label.COLLECTION_LOOKUP.derive(key, bound));
        Aes.zero(key);
    }

    /** A fresh key for a collection's epoch. */
    public static CollectionKey random(WrapContext context) {
        return new CollectionKey(context, Entropy.bytes(32));
    }

    /** Which collection and epoch it is of. */
    public WrapContext context() {
        return context;
    }

    /** Wraps an object key into this collection. */
    public WrappedKey wrap(ObjectKey key) {
        var wrapping = secret.key(WRAP);
        try {
            return new WrappedKey(Aes.wrap(wrapping, key.bytes()));
        } finally {
            Aes.zero(wrapping);
        }
    }

    /**
     * The object key that was wrapped into this collection and epoch.
     * @throws TamperedException if it was wrapped elsewhere, or changed
     */
    public ObjectKey unwrap(WrappedKey wrapped) {
        var wrapping = secret.key(WRAP);
        try {
            return new ObjectKey(Aes.unwrap(wrapping, wrapped.bytes()));
        } finally {
            Aes.zero(wrapping);
        }
    }

    /** Re-wraps an object key into another collection or epoch: what a move, a copy and a re-wrap come to. */
    public WrappedKey rewrap(WrappedKey wrapped, CollectionKey to) {
        try (var key = unwrap(wrapped)) {
            return to.wrap(key);
        }
    }

    /** Seals the small columns of one row, padded to 64 bytes. */
    public SealedBytes sealRecord(byte[] plain, ObjectContext context) {
        var key = secret.key(RECORD);
        try {
            return new SealedBytes(CommittingSeal.seal(
                    key, plain, context.encoded(), context.part().granularity()));
        } finally {
            Aes.zero(key);
        }
    }

    /** @throws TamperedException if it was sealed in another collection, epoch or place, or changed */
    public byte[] openRecord(SealedBytes sealed, ObjectContext context) {
        var key = secret.key(RECORD);
        try {
            return CommittingSeal.open(key, sealed.bytes(), context.encoded(), context.object());
        } finally {
            Aes.zero(key);
        }
    }

    /** The MAC of a row: {@code row} is its encoding, docs/formats.md. */
    public RowMac mac(byte[] row) {
        return new RowMac(keyed(ROW, row), this);
    }

    /**
     * The MAC of a row that was read back, whole, for the digest.
     * @param what names the row in the exception
     * @throws TamperedException if the stored 16 bytes are not its
     */
    public RowMac checkedMac(byte[] row, byte[] stored, UUID what) {
        return checked(mac(row), stored, what);
    }

    /** The tag under which {@code value} is found again within this collection and epoch. */
    public LookupTag lookup(LookupField field, byte[] value) {
        var scope = new LookupContext(context.tenant(), context.collection(), field);
        return new LookupTag(Arrays.copyOf(keyed(LOOKUP, scope.encoded(), value), LookupTag.LENGTH));
    }

    byte[] bytes() {
        return secret.key(KEY);
    }

    byte[] digestKey() {
        return secret.key(DIGEST);
    }

    byte[] maskKey() {
        return secret.key(MASK);
    }

    static RowMac checked(RowMac mac, byte[] stored, UUID what) {
        if (!MessageDigest.isEqual(mac.stored(), stored)) {
            throw new TamperedException(what, "A row was changed");
        }
        return mac;
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "CollectionKey[" + context.collection() + ", epoch " + context.epoch() + "]";
    }

    private byte[] keyed(int index, byte[]... parts) {
        var key = secret.key(index);
        try {
            return Hmac.of(key, parts);
        } finally {
            Aes.zero(key);
        }
    }
}
