package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The digest of a collection follows its rows, whatever the order of changes. */
class CollectionDigestProperties {
    private final CollectionKey key =
            CollectionKey.random(new WrapContext(Ids.random(), Ids.random(), Ids.random(), 1));

    @Property(tries = 100)
    void changesComeToWhatTheRowsAre(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int steps) {
        var random = new Random(seed);
        var rows = new ArrayList<RowMac>();
        var sum = CollectionDigest.empty(key, 3);
        for (int i = 0; i < steps; i++) {
            var removed = new ArrayList<RowMac>();
            var added = new ArrayList<RowMac>();
            for (int n = random.nextInt(4); n > 0 && !rows.isEmpty(); n--) {
                removed.add(rows.remove(random.nextInt(rows.size())));
            }
            for (int n = random.nextInt(5); n > 0; n--) {
                added.add(row(random));
            }
            rows.addAll(added);
            sum = MaskedSum.ofStored(
                    CollectionDigest.change(key, 3, sum, removed, added).stored());
            Collections.shuffle(rows, random);
        }
        assertThat(CollectionDigest.matches(key, 3, sum, rows)).isTrue();
        assertThat(CollectionDigest.matches(key, 3, CollectionDigest.of(key, 3, rows), rows))
                .isTrue();
        assertThat(CollectionDigest.matches(key, 4, sum, rows)).isFalse();
        rows.add(row(random));
        assertThat(CollectionDigest.matches(key, 3, sum, rows)).isFalse();
    }

    @Property(tries = 10)
    void manyRowsAtOnceAreThoseOneByOne(@ForAll long seed, @ForAll @IntRange(min = 500, max = 1300) int count) {
        var random = new Random(seed);
        var rows = new ArrayList<RowMac>();
        var oneByOne = CollectionDigest.empty(key, 1);
        for (int i = 0; i < count; i++) {
            rows.add(row(random));
            oneByOne = CollectionDigest.change(key, 1, oneByOne, List.of(), List.of(rows.getLast()));
        }
        assertThat(CollectionDigest.matches(key, 1, oneByOne, rows)).isTrue();
        assertThat(CollectionDigest.matches(key, 1, oneByOne, rows.subList(1, count)))
                .isFalse();
    }

    @Property(tries = 100)
    void anOlderRowPutBackIsSeen(@ForAll long seed) {
        var random = new Random(seed);
        var old = row(random);
        var fresh = row(random);
        var other = row(random);
        var sum = CollectionDigest.change(
                key, 0, CollectionDigest.of(key, 0, List.of(old, other)), List.of(old), List.of(fresh));
        assertThat(CollectionDigest.matches(key, 0, sum, List.of(fresh, other))).isTrue();
        assertThat(CollectionDigest.matches(key, 0, sum, List.of(old, other))).isFalse();
        assertThat(CollectionDigest.matches(key, 0, sum, List.of(fresh))).isFalse();
    }

    @Property
    void sumsAreModulo2To256(@ForAll @Size(32) byte[] one, @ForAll @Size(32) byte[] other) {
        var modulus = BigInteger.ONE.shiftLeft(256);
        var sum = CollectionDigest.Sum.of(one);
        sum.add(CollectionDigest.Sum.of(other));
        assertThat(new BigInteger(1, sum.bytes()))
                .isEqualTo(new BigInteger(1, one).add(new BigInteger(1, other)).mod(modulus));
        sum.subtract(CollectionDigest.Sum.of(one));
        assertThat(sum.bytes()).isEqualTo(other);
        sum.subtract(CollectionDigest.Sum.of(one));
        assertThat(new BigInteger(1, sum.bytes()))
                .isEqualTo(new BigInteger(1, other)
                        .subtract(new BigInteger(1, one))
                        .mod(modulus));
    }

    @Example
    void theSameRowsNeverLookTheSame() {
        assertThat(CollectionDigest.empty(key, 0)).isNotEqualTo(CollectionDigest.empty(key, 0));
        assertThatThrownBy(() -> MaskedSum.ofStored(new byte[47])).isInstanceOf(TamperedException.class);
    }

    private RowMac row(Random random) {
        var row = new byte[20];
        random.nextBytes(row);
        return key.mac(row);
    }
}
