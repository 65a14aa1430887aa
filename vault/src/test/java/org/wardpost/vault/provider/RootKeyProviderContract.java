package org.wardpost.vault.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WorkingKeys;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.WrongRootKeyException;

/** What every source of root keys promises. */
public interface RootKeyProviderContract {
    /** A provider just made, with root key 1. */
    RootKeyProvider fresh();

    /** The same root keys, opened anew as after a restart. */
    RootKeyProvider reopened();

    /** Whether {@code export} gives the bytes. */
    default boolean exports() {
        return true;
    }

    @Test
    default void aFreshOneHasVersionOne() {
        try (var provider = fresh()) {
            assertThat(provider.currentVersion()).isEqualTo(1);
            assertThat(provider.versions()).containsExactly(1);
            assertThat(provider.name()).isNotBlank();
        }
    }

    @Test
    default void whatItWrapsItUnwrapsAfterARestart() {
        var working = WorkingKey.random(7);
        WrappedKey wrapped;
        try (var provider = fresh()) {
            wrapped = provider.wrap(1, working);
        }
        assertThat(wrapped.bytes()).hasSize(WrappedKey.LENGTH);
        try (var provider = reopened()) {
            var back = provider.unwrap(1, wrapped, 7);
            assertThat(back.version()).isEqualTo(7);
            assertThatBothOpenTheSameSlot(working, back);
        }
    }

    @Test
    default void aNewVersionIsDurableAndTheOldOneStays() {
        var working = WorkingKey.random(1);
        WrappedKey old;
        try (var provider = fresh()) {
            old = provider.wrap(1, working);
            assertThat(provider.createVersion()).isEqualTo(2);
            assertThat(provider.currentVersion()).isEqualTo(2);
        }
        try (var provider = reopened()) {
            assertThat(provider.versions()).containsExactly(1, 2);
            assertThatBothOpenTheSameSlot(working, provider.unwrap(1, old, 1));
            assertThatBothOpenTheSameSlot(working, provider.unwrap(2, provider.wrap(2, working), 1));
        }
    }

    @Test
    default void anotherRootVersionDoesNotUnwrap() {
        try (var provider = fresh()) {
            provider.createVersion();
            var wrapped = provider.wrap(1, WorkingKey.random(1));
            assertThatThrownBy(() -> provider.unwrap(2, wrapped, 1)).isInstanceOf(WrongRootKeyException.class);
        }
    }

    @Test
    default void aChangedWrapDoesNotUnwrap() {
        try (var provider = fresh()) {
            var wrapped = provider.wrap(1, WorkingKey.random(1)).bytes().clone();
            for (int bit = 0; bit < 8 * wrapped.length; bit += 13) {
                var changed = wrapped.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertThatThrownBy(() -> provider.unwrap(1, WrappedKey.ofStored(changed), 1))
                        .isInstanceOf(WrongRootKeyException.class);
            }
        }
    }

    @Test
    default void aVersionThatIsNotHereIsNamed() {
        try (var provider = fresh()) {
            assertThatThrownBy(() -> provider.wrap(9, WorkingKey.random(1)))
                    .isInstanceOf(WrongRootKeyException.class)
                    .hasMessageContaining("9");
        }
    }

    @Test
    default void theCurrentVersionIsNotDestroyedAndAnOldOneIsForEver() {
        WrappedKey wrapped;
        try (var provider = fresh()) {
            wrapped = provider.wrap(1, WorkingKey.random(1));
            assertThatThrownBy(() -> provider.destroy(1)).isInstanceOf(WrongRootKeyException.class);
            provider.createVersion();
            provider.destroy(1);
            assertThat(provider.versions()).containsExactly(2);
        }
        try (var provider = reopened()) {
            assertThat(provider.versions()).containsExactly(2);
            assertThatThrownBy(() -> provider.unwrap(1, wrapped, 1)).isInstanceOf(WrongRootKeyException.class);
        }
    }

    @Test
    default void itsKeyIsExportedOrKept() {
        try (var provider = fresh()) {
            if (exports()) {
                assertThat(provider.export(1))
                        .hasSize(32)
                        .isEqualTo(provider.export(1))
                        .isNotEqualTo(new byte[32]);
            } else {
                assertThatThrownBy(() -> provider.export(1)).isInstanceOf(WrongRootKeyException.class);
            }
        }
    }

    private static void assertThatBothOpenTheSameSlot(WorkingKey one, WorkingKey other) {
        var key = AccountKey.random(Ids.random(), Ids.random(), 1);
        var slot = key.rootSlot(one, Ids.random());
        assertThat(AccountKey.openRoot(WorkingKeys.of(other), slot, key.publicKey())
                        .account())
                .isEqualTo(key.account());
    }
}
