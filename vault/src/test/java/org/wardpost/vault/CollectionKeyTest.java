package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a collection key seals, wraps and authenticates holds in that collection and epoch, and nowhere else. */
class CollectionKeyTest {
    private static final WrapContext PLACE = new WrapContext(Ids.random(), Ids.random(), Ids.random(), 1);
    private static final byte[] RAW = Entropy.bytes(32);
    private static final ObjectContext RECORD =
            new ObjectContext(PLACE.tenant(), ObjectType.MESSAGE, Part.RECORD, Ids.random());

    private final CollectionKey key = at(PLACE);
    private final AccountKey owner = AccountKey.random(PLACE.tenant(), PLACE.owner(), 1);
    private final AccountKey member = AccountKey.random(PLACE.tenant(), Ids.random(), 1);

    private static CollectionKey at(WrapContext place) {
        return new CollectionKey(place, RAW.clone());
    }

    /** The same 32 bytes in each other place: only the context tells them apart. */
    static Stream<CollectionKey> elsewhere() {
        return Stream.of(
                at(new WrapContext(Ids.random(), PLACE.owner(), PLACE.collection(), 1)),
                at(new WrapContext(PLACE.tenant(), Ids.random(), PLACE.collection(), 1)),
                at(new WrapContext(PLACE.tenant(), PLACE.owner(), Ids.random(), 1)),
                at(PLACE.epoch(2)));
    }

    @Test
    void anObjectKeyComesBack() {
        try (var object = ObjectKey.random()) {
            var context = new ObjectContext(PLACE.tenant(), ObjectType.MESSAGE, Part.BODY, Ids.random());
            var sealed = object.seal(new byte[] {1, 2}, context);
            assertThat(key.unwrap(key.wrap(object)).open(sealed, context)).containsExactly(1, 2);
            var target = CollectionKey.random(new WrapContext(PLACE.tenant(), PLACE.owner(), Ids.random(), 1));
            assertThat(target.unwrap(key.rewrap(key.wrap(object), target)).open(sealed, context))
                    .containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    void elsewhereNothingOpens(CollectionKey other) {
        var wrapped = key.wrap(ObjectKey.random());
        assertThatThrownBy(() -> other.unwrap(wrapped)).isInstanceOf(TamperedException.class);
        var record = key.sealRecord(new byte[30], RECORD);
        assertThatThrownBy(() -> other.openRecord(record, RECORD)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() ->
                        other.checkedMac(new byte[50], key.mac(new byte[50]).stored(), RECORD.object()))
                .isInstanceOfSatisfying(
                        TamperedException.class, e -> assertThat(e.object()).contains(RECORD.object()));
        assertThat(other.lookup(LookupField.RESOURCE_NAME, new byte[3]))
                .isNotEqualTo(key.lookup(LookupField.RESOURCE_NAME, new byte[3]));
    }

    @Test
    void aChangedWrapIsSeen() {
        var wrapped = key.wrap(ObjectKey.random()).bytes();
        for (int bit = 0; bit < 8 * wrapped.length; bit++) {
            var changed = wrapped.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> key.unwrap(WrappedKey.ofStored(changed))).isInstanceOf(TamperedException.class);
        }
    }

    @Test
    void aRecordOfAnotherRowIsSeen() {
        var record = key.sealRecord(new byte[30], RECORD);
        assertThat(key.openRecord(record, RECORD)).isEqualTo(new byte[30]);
        var other = new ObjectContext(PLACE.tenant(), ObjectType.MESSAGE, Part.RECORD, Ids.random());
        assertThatThrownBy(() -> key.openRecord(record, other)).isInstanceOf(TamperedException.class);
    }

    @Test
    void aRowMacHoldsForThatRowOnly() {
        var row = new byte[220];
        var mac = key.mac(row);
        assertThat(mac.stored()).hasSize(16).isEqualTo(java.util.Arrays.copyOf(mac.whole(), 16));
        assertThat(key.checkedMac(row, mac.stored(), RECORD.object()).whole()).isEqualTo(mac.whole());
        row[219] = 1;
        assertThatThrownBy(() -> key.checkedMac(row, mac.stored(), RECORD.object()))
                .isInstanceOf(TamperedException.class);
    }

    @Test
    void tagsOfTwoFieldsDiffer() {
        assertThat(key.lookup(LookupField.RESOURCE_NAME, new byte[3]))
                .isEqualTo(key.lookup(LookupField.RESOURCE_NAME, new byte[3]))
                .isNotEqualTo(key.lookup(LookupField.ICAL_UID, new byte[3]));
    }

    @Test
    void theHolderKeepsItsKeyUnderHisOwn() {
        var wrapped = owner.wrapOwn(key);
        assertSame(owner.unwrapOwn(PLACE, wrapped));
        assertThatThrownBy(() -> owner.unwrapOwn(PLACE.epoch(2), wrapped)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> member.unwrapOwn(PLACE, wrapped)).isInstanceOf(TamperedException.class);
    }

    @Test
    void aGrantOpensForItsHolderAndShowsItsGranter() {
        var grant = SignedGrant.ofStored(
                owner.grant(key, member.publicKey(), member.account()).bytes());
        assertThat(grant.context()).isEqualTo(PLACE);
        assertThat(grant.granter()).isEqualTo(owner.account());
        assertThat(grant.holder()).isEqualTo(member.account());
        assertSame(member.openGrant(grant, owner.publicKey()));
        assertThatThrownBy(() -> owner.openGrant(grant, owner.publicKey())).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> member.openGrant(grant, member.publicKey())).isInstanceOf(TamperedException.class);
    }

    @Test
    void aGrantSealedToAnotherKeyOfTheSameHolderDoesNotOpen() {
        var grant = owner.grant(key, owner.publicKey(), member.account());
        assertThatThrownBy(() -> member.openGrant(grant, owner.publicKey())).isInstanceOf(TamperedException.class);
    }

    @Test
    void anyFlippedBitOfAGrantIsSeen() {
        var stored = owner.grant(key, member.publicKey(), member.account()).bytes();
        assertThat(stored).hasSize(SignedGrant.LENGTH);
        for (int at = 0; at < stored.length; at++) {
            var changed = stored.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> member.openGrant(SignedGrant.ofStored(changed), owner.publicKey()))
                    .isInstanceOfAny(TamperedException.class, UnknownKeyException.class);
        }
        assertThatThrownBy(() -> SignedGrant.ofStored(java.util.Arrays.copyOf(stored, 100)))
                .isInstanceOf(TamperedException.class);
    }

    @Test
    void aClosedKeyDoesNothing() {
        var closed = at(PLACE);
        closed.close();
        assertThatThrownBy(() -> closed.mac(new byte[1])).isInstanceOf(IllegalStateException.class);
    }

    private void assertSame(CollectionKey other) {
        assertThat(other.context()).isEqualTo(PLACE);
        assertThat(other.mac(new byte[5]).whole())
                .isEqualTo(key.mac(new byte[5]).whole());
    }

    @Test
    void idsHave128RandomBits() {
        var id = Ids.random();
        assertThat(Ids.of(Ids.bytes(id))).isEqualTo(id);
        assertThat(Stream.generate(Ids::random)
                        .limit(64)
                        .mapToInt(UUID::version)
                        .distinct()
                        .count())
                .isGreaterThan(4);
        assertThatThrownBy(() -> Ids.of(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }
}
