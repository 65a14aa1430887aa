package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ways into an account, and that none of them opens another. */
class SlotTest {
    private static final Argon2Parameters QUICK = new Argon2Parameters(64, 1, 1);

    private final UUID tenant = Ids.random();
    private final WorkingKey w1 = WorkingKey.random(1);
    private final WorkingKeys working = WorkingKeys.of(w1);
    private final AccountKey key = AccountKey.random(tenant, Ids.random(), 1);
    private final byte[] salt = SlotSecret.random();

    private SlotSecret password(String text) {
        return SlotSecret.ofPassword(text.toCharArray(), QUICK, salt);
    }

    private SealedSlot passwordSlot(String text) {
        return key.secretSlot(w1, SlotKind.PASSWORD, Ids.random(), password(text));
    }

    @Test
    void aRootSlotOpensWithWAlone() {
        var slot = key.rootSlot(w1, Ids.random());
        assertSame(AccountKey.openRoot(working, slot, key.publicKey()));
        assertThat(slot.verifier(working)).isEmpty();
    }

    @Test
    void aPasswordOpensItsSlotAndNoOtherDoes() {
        var slot = passwordSlot("höher-7");
        assertSame(AccountKey.open(working, slot, password("höher-7"), key.publicKey()));
        assertThatThrownBy(() -> AccountKey.open(working, slot, password("höher-8"), key.publicKey()))
                .isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> AccountKey.openRoot(working, slot, key.publicKey()))
                .isInstanceOf(TamperedException.class);
    }

    @Test
    void theVerifierAndTheHashingComeOutOfTheSlot() {
        var slot = passwordSlot("höher-7");
        var hashing = slot.hashing(working).orElseThrow();
        assertThat(hashing.parameters()).isEqualTo(QUICK);
        assertThat(hashing.salt()).isEqualTo(salt);
        var again = SlotSecret.ofPassword("höher-7".toCharArray(), hashing.parameters(), hashing.salt());
        assertThat(again.matches(slot.verifier(working).orElseThrow())).isTrue();
        assertThat(password("höher-8").matches(slot.verifier(working).orElseThrow()))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = SlotKind.class,
            names = {"DEVICE_PASSWORD", "RECOVERY_CODE"})
    void randomSecretsAreSaltedByTheirSlot(SlotKind kind) {
        var secret = SlotSecret.random();
        var id = Ids.random();
        var slot = key.secretSlot(w1, kind, id, SlotSecret.ofRandom(secret, id));
        assertThat(slot.hashing(working)).isEmpty();
        assertSame(AccountKey.open(working, slot, SlotSecret.ofRandom(secret, id), key.publicKey()));
        assertThat(SlotSecret.ofRandom(secret, Ids.random())
                        .matches(slot.verifier(working).orElseThrow()))
                .isFalse();
    }

    @Test
    void withoutItsWASlotTellsNothing() {
        var slot = passwordSlot("höher-7");
        var otherW = WorkingKeys.of(WorkingKey.random(1));
        assertThatThrownBy(() -> slot.verifier(otherW)).isInstanceOf(TamperedException.class);
        var later = WorkingKeys.of(WorkingKey.random(2));
        assertThatThrownBy(() -> slot.verifier(later))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("1");
    }

    @Test
    void aSlotPutInAnothersPlaceDoesNotOpen() {
        var slot = key.rootSlot(w1, Ids.random());
        var c = slot.context();
        for (var place : new SlotContext[] {
            new SlotContext(Ids.random(), c.account(), 1, c.kind(), c.slot()),
            new SlotContext(tenant, Ids.random(), 1, c.kind(), c.slot()),
            new SlotContext(tenant, c.account(), 2, c.kind(), c.slot()),
            new SlotContext(tenant, c.account(), 1, SlotKind.PASSWORD, c.slot()),
            new SlotContext(tenant, c.account(), 1, c.kind(), Ids.random())
        }) {
            assertThatThrownBy(
                            () -> AccountKey.openRoot(working, new SealedSlot(place, 1, slot.bytes()), key.publicKey()))
                    .isInstanceOf(TamperedException.class);
        }
    }

    @Test
    void aSwappedPublicKeyIsSeen() {
        var other = AccountKey.random(tenant, Ids.random(), 1).publicKey();
        assertThatThrownBy(() -> AccountKey.openRoot(working, key.rootSlot(w1, Ids.random()), other))
                .isInstanceOf(TamperedException.class)
                .hasMessageContaining("another key");
        assertThatThrownBy(() -> AccountKey.open(working, passwordSlot("höher-7"), password("höher-7"), other))
                .isInstanceOf(TamperedException.class);
    }

    @Test
    void anyFlippedBitOfASlotIsSeen() {
        var slot = passwordSlot("höher-7");
        for (int at = 1; at < slot.bytes().length; at++) {
            var changed = slot.bytes().clone();
            changed[at] ^= 4;
            assertThatThrownBy(() -> new SealedSlot(slot.context(), 1, changed).verifier(working))
                    .isInstanceOf(TamperedException.class);
        }
    }

    @Test
    void rotatingWTouchesTheOutsideOnly() {
        var slot = passwordSlot("höher-7");
        var w2 = WorkingKey.random(2);
        working.add(w2);
        var moved = SealedSlot.rewrap(working, slot);
        assertThat(moved.workingVersion()).isEqualTo(2);
        assertSame(AccountKey.open(WorkingKeys.of(w2), moved, password("höher-7"), key.publicKey()));
        assertThat(moved.verifier(working).orElseThrow())
                .isEqualTo(slot.verifier(working).orElseThrow());
    }

    @Test
    void aNewSeedGoesIntoEverySlotWithoutAnyoneTypingAnything() {
        var slot = passwordSlot("höher-7");
        var next = AccountKey.random(tenant, key.account(), 2);
        var renewed = next.intoSlot(working, slot);
        assertThat(renewed.context().generation()).isEqualTo(2);
        var opened = AccountKey.open(working, renewed, password("höher-7"), next.publicKey());
        assertThat(opened.generation()).isEqualTo(2);
        assertThat(opened.pseudonym("x")).isEqualTo(next.pseudonym("x")).isNotEqualTo(key.pseudonym("x"));
    }

    @Test
    void aNewGenerationOpensTheOneBefore() {
        var next = AccountKey.random(tenant, key.account(), 2);
        var sealed = next.sealEarlier(key);
        assertSame(next.openEarlier(sealed, 1));
        assertThatThrownBy(() -> key.openEarlier(sealed, 1)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> next.sealEarlier(AccountKey.random(tenant, Ids.random(), 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anArgon2CostThatWouldOnlyBeAnAttackIsRefused() {
        assertThatThrownBy(() -> new Argon2Parameters(2 * 1024 * 1024, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Argon2Parameters(4, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertSame(AccountKey opened) {
        assertThat(opened.account()).isEqualTo(key.account());
        assertThat(opened.publicKey()).isEqualTo(key.publicKey());
        assertThat(opened.lookup(LookupField.THREAD, new byte[] {1}))
                .isEqualTo(key.lookup(LookupField.THREAD, new byte[] {1}));
    }
}
