package org.wardpost.vault;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The digest over the rows of a run of a collection: the sum modulo 2^256 of a keyed hash of each row's whole MAC, masked afresh
 * at each change (MSet-Add-Hash, Clarke et al. 2003). A change costs what it changes, not what the run holds. A row's term is made by
 * the digest key of the epoch that made its MAC, the mask by that of the collection: so a new epoch only masks the sums anew, and
 * rows follow one by one.
 */
public final class CollectionDigest {
    /** The run that stands for the collection as a whole. */
    public static final long WHOLE = -1;

    private static final int SUM = 32;
    private static final int NONCE = 16;

    /** From here on the hashes are worth a second core. */
    private static final int MANY = 512;

    private static final int PART = 128;

    private CollectionDigest() {}

    /** Of no rows. */
    public static MaskedSum empty(CollectionKey key, long run) {
        return masked(key, run, new Sum(), Entropy.bytes(NONCE));
    }

    /** Of these rows, whatever was before: what a repair does. */
    public static MaskedSum of(CollectionKey key, long run, List<RowMac> all) {
        return masked(key, run, sum(key, all), Entropy.bytes(NONCE));
    }

    /** After {@code removed} went and {@code added} came; a changed row is in both. */
    public static MaskedSum change(
            CollectionKey key, long run, MaskedSum old, List<RowMac> removed, List<RowMac> added) {
        var sum = unmasked(key, run, old);
        sum.subtract(sum(key, removed));
        sum.add(sum(key, added));
        return masked(key, run, sum, Entropy.bytes(NONCE));
    }

    /** The same sum under the mask of another epoch of the collection. */
    public static MaskedSum remask(CollectionKey from, CollectionKey to, long run, MaskedSum old) {
        return masked(to, run, unmasked(from, run, old), Entropy.bytes(NONCE));
    }

    /** Whether the stored digest is that of exactly these rows. */
    public static boolean matches(CollectionKey key, long run, MaskedSum stored, List<RowMac> all) {
        return MessageDigest.isEqual(
                unmasked(key, run, stored).bytes(), sum(key, all).bytes());
    }

    static MaskedSum masked(CollectionKey key, long run, Sum sum, byte[] nonce) {
        var total = new Sum();
        total.add(sum);
        total.add(mask(key, run, nonce));
        return new MaskedSum(nonce, total.bytes());
    }

    private static Sum unmasked(CollectionKey key, long run, MaskedSum stored) {
        var sum = Sum.of(stored.masked());
        sum.subtract(mask(key, run, stored.nonce()));
        return sum;
    }

    private static Sum mask(CollectionKey key, long run, byte[] nonce) {
        var maskKey = key.maskKey();
        try {
            var place = ByteBuffer.allocate(16 + 8)
                    .put(Ids.bytes(key.context().collection()))
                    .putLong(run)
                    .array();
            return Sum.of(Hmac.of(maskKey, nonce, place));
        } finally {
            Aes.zero(maskKey);
        }
    }

    /** @param key for MACs that no collection's key made */
    static Sum sum(CollectionKey key, List<RowMac> rows) {
        var sum = new Sum();
        if (rows.size() < MANY) {
            addTerms(sum, key, rows);
            return sum;
        }
        parts(rows).parallelStream()
                .map(part -> {
                    var partly = new Sum();
                    addTerms(partly, key, part);
                    return partly;
                })
                .forEachOrdered(sum::add);
        return sum;
    }

    /** Rows that one epoch's key made mostly stand together, so that its digest key is set once for them. */
    private static void addTerms(Sum sum, CollectionKey key, List<RowMac> rows) {
        for (int from = 0, to; from < rows.size(); from = to) {
            var by = maker(rows.get(from), key);
            to = from + 1;
            while (to < rows.size() && maker(rows.get(to), key) == by) {
                to++;
            }
            var digestKey = by.digestKey();
            try {
                Hmac.each(digestKey, rows.subList(from, to), RowMac::whole, code -> sum.add(Sum.of(code)));
            } finally {
                Aes.zero(digestKey);
            }
        }
    }

    private static CollectionKey maker(RowMac row, CollectionKey otherwise) {
        var by = row.by();
        return by == null ? otherwise : by;
    }

    private static List<List<RowMac>> parts(List<RowMac> rows) {
        var parts = new ArrayList<List<RowMac>>();
        for (int from = 0; from < rows.size(); from += PART) {
            parts.add(rows.subList(from, Math.min(rows.size(), from + PART)));
        }
        return parts;
    }

    /** A number modulo 2^256 in four words, the lowest first; {@link java.math.BigInteger} would make garbage for each row. */
    static final class Sum {
        private final long[] words = new long[SUM / 8];

        static Sum of(byte[] bigEndian) {
            var sum = new Sum();
            var from = ByteBuffer.wrap(bigEndian);
            for (int i = sum.words.length - 1; i >= 0; i--) {
                sum.words[i] = from.getLong();
            }
            return sum;
        }

        void add(Sum other) {
            long carry = 0;
            for (int i = 0; i < words.length; i++) {
                long partly = words[i] + carry;
                long over = Long.compareUnsigned(partly, carry) < 0 ? 1 : 0;
                words[i] = partly + other.words[i];
                carry = over + (Long.compareUnsigned(words[i], partly) < 0 ? 1 : 0);
            }
        }

        void subtract(Sum other) {
            var negative = new Sum();
            for (int i = 0; i < words.length; i++) {
                negative.words[i] = ~other.words[i];
            }
            var one = new Sum();
            one.words[0] = 1;
            negative.add(one);
            add(negative);
        }

        byte[] bytes() {
            var to = ByteBuffer.allocate(SUM);
            for (int i = words.length - 1; i >= 0; i--) {
                to.putLong(words[i]);
            }
            return to.array();
        }

        @Override
        public String toString() {
            return "Sum[...]";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sum that && Arrays.equals(words, that.words);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(words);
        }
    }
}
