package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnlockedKeysTest {
    private final UUID tenant = Ids.random();
    private final UUID owner = Ids.random();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger opened = new AtomicInteger();
    private final UnlockedKeys keys = new UnlockedKeys(100, Duration.ofMinutes(15), now::get);

    private CollectionKey collection(UUID account, UUID collection, int epoch) {
        return keys.collection(account, collection, epoch, () -> {
            opened.incrementAndGet();
            return CollectionKey.random(new WrapContext(tenant, account, collection, epoch));
        });
    }

    @Test
    void aKeyIsOpenedOnce() {
        var collection = Ids.random();
        assertThat(collection(owner, collection, 1)).isSameAs(collection(owner, collection, 1));
        assertThat(collection(owner, collection, 2)).isNotSameAs(collection(owner, collection, 1));
        assertThat(opened).hasValue(2);
    }

    @Test
    void anIdleKeyIsForgottenAndAUsedOneStays() {
        var idle = Ids.random();
        var used = Ids.random();
        collection(owner, idle, 1);
        for (int i = 0; i < 4; i++) {
            collection(owner, used, 1);
            now.addAndGet(Duration.ofMinutes(5).toNanos());
        }
        keys.sweep();
        assertThat(keys.size()).isEqualTo(1);
        collection(owner, idle, 1);
        assertThat(opened).hasValue(3);
    }

    @Test
    void aKeyThatIsTooOldIsOpenedAnewEvenBeforeASweep() {
        var collection = Ids.random();
        collection(owner, collection, 1);
        now.addAndGet(Duration.ofMinutes(16).toNanos());
        collection(owner, collection, 1);
        assertThat(opened).hasValue(2);
    }

    @Test
    void thereAreNeverManyMoreThanTheBound() {
        for (int i = 0; i < 1000; i++) {
            now.incrementAndGet();
            collection(owner, Ids.random(), 1);
            assertThat(keys.size()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void anAccountIsForgottenWithItsCollections() {
        collection(owner, Ids.random(), 1);
        keys.account(owner, 1, () -> AccountKey.random(tenant, owner, 1));
        var other = Ids.random();
        collection(other, Ids.random(), 1);
        keys.forget(owner);
        assertThat(keys.size()).isEqualTo(1);
        keys.forgetAll();
        assertThat(keys.size()).isZero();
    }

    @Test
    void whatAMemberHoldsOfAnAccountIsKeptApartAndForgottenAlone() {
        var member = Ids.random();
        var own = keys.account(owner, 1, () -> AccountKey.random(tenant, owner, 1));
        var held = keys.heldAccount(member, owner, 1, () -> AccountKey.random(tenant, owner, 1));
        assertThat(held).isNotSameAs(own);
        assertThat(keys.heldAccount(member, owner, 1, () -> own)).isSameAs(held);
        keys.forgetHeldOf(owner);
        assertThat(keys.account(owner, 1, () -> held)).isSameAs(own);
        assertThat(keys.size()).isEqualTo(1);
    }

    @Test
    void aDroppedKeyStillWorksForWhoHoldsItAndAClosedOneDoesNot() {
        var collection = Ids.random();
        var held = collection(owner, collection, 1);
        keys.forgetCollection(owner, collection);
        assertThat(held.mac(new byte[1]).stored()).hasSize(16);
        var again = collection(owner, collection, 1);
        keys.close();
        assertThatThrownBy(() -> again.mac(new byte[1])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsReadWhileAnotherClosesIsTheKeyOrNothing() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 300; round++) {
                var secret = SecretBytes.of(filled(1));
                var reader = threads.submit(() -> {
                    try {
                        for (int i = 0; i < 200; i++) {
                            assertThat(secret.key(0)).isEqualTo(filled(1));
                        }
                    } catch (IllegalStateException closed) {
                        assertThat(closed).hasMessageContaining("closed");
                    }
                });
                var closer = threads.submit(() -> {
                    secret.close();
                    SecretBytes.of(filled(2)).close();
                });
                reader.get();
                closer.get();
            }
        }
    }

    private static byte[] filled(int value) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
