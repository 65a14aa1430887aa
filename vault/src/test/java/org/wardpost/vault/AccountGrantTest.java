package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A group's seed opens for the member it was granted to, of the generation it was granted in, and for nobody else. */
class AccountGrantTest {
    private static final UUID TENANT = Ids.random();

    private final AccountKey group = AccountKey.random(TENANT, Ids.random(), 2);
    private final AccountKey member = AccountKey.random(TENANT, Ids.random(), 1);
    private final AccountKey other = AccountKey.random(TENANT, Ids.random(), 1);
    private final AccountContext place = new AccountContext(TENANT, group.account(), 2);

    private AccountGrant granted() {
        return AccountGrant.ofStored(
                group.grantSeed(member.publicKey(), member.account()).bytes());
    }

    private static void assertSame(AccountKey opened, AccountKey key) {
        assertThat(opened.account()).isEqualTo(key.account());
        assertThat(opened.generation()).isEqualTo(key.generation());
        assertThat(opened.publicKey()).isEqualTo(key.publicKey());
        assertThat(opened.mac(new byte[5]).whole())
                .isEqualTo(key.mac(new byte[5]).whole());
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
        assertThatThrownBy(opening).isInstanceOf(TamperedException.class);
    }

    @Test
    void itOpensForItsHolderAndShowsItsGranter() {
        var grant = granted();
        assertThat(grant.bytes()).hasSize(214).hasSize(AccountGrant.LENGTH);
        assertThat(grant.context()).isEqualTo(place);
        assertThat(grant.granter()).isEqualTo(group.account());
        assertThat(grant.holder()).isEqualTo(member.account());
        assertSame(member.openSeed(grant, group.publicKey(), group.publicKey()), group);
    }

    @Test
    void itOpensForNobodyElse() {
        assertRefused(() -> other.openSeed(granted(), group.publicKey(), group.publicKey()));
        var foreign = AccountKey.random(Ids.random(), member.account(), 1);
        assertRefused(() -> foreign.openSeed(granted(), group.publicKey(), group.publicKey()));
        var sealedToAnother = group.grantSeed(other.publicKey(), member.account());
        assertRefused(() -> member.openSeed(sealedToAnother, group.publicKey(), group.publicKey()));
    }

    @Test
    void aSeedThatDoesNotGiveTheStoredPublicKeyIsSeen() {
        assertRefused(() -> member.openSeed(granted(), group.publicKey(), other.publicKey()));
        var later = AccountKey.random(TENANT, group.account(), 3);
        assertRefused(() -> member.openSeed(granted(), group.publicKey(), later.publicKey()));
    }

    @Test
    void itIsSignedByItsGranter() {
        assertRefused(() -> member.openSeed(granted(), other.publicKey(), group.publicKey()));
        var forged = other.grantSeed(member.publicKey(), member.account()).bytes();
        System.arraycopy(granted().bytes(), 0, forged, 0, 1 + AccountContext.LENGTH + 16); // whose it says that it is
        assertRefused(() -> member.openSeed(AccountGrant.ofStored(forged), group.publicKey(), group.publicKey()));
    }

    @Test
    void anyFlippedBitIsSeen() {
        var stored = granted().bytes();
        for (int bit = 0; bit < 8 * stored.length; bit += 7) {
            var changed = stored.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(
                            () -> member.openSeed(AccountGrant.ofStored(changed), group.publicKey(), group.publicKey()))
                    .isInstanceOfAny(TamperedException.class, UnknownKeyException.class);
        }
    }

    @Test
    void whatIsCutOrOfAnotherKindIsNone() {
        var stored = granted().bytes();
        for (int length : new int[] {0, 1, 100, stored.length - 1, stored.length + 1}) {
            assertRefused(() -> AccountGrant.ofStored(Arrays.copyOf(stored, length)));
        }
        try (var key = CollectionKey.random(new WrapContext(TENANT, group.account(), Ids.random(), 1))) {
            var collection = group.grant(key, member.publicKey(), member.account());
            assertRefused(() -> AccountGrant.ofStored(collection.bytes()));
        }
        assertRefused(() -> SignedGrant.ofStored(stored));
        var unknown = stored.clone();
        unknown[0] = 2;
        assertThatThrownBy(() -> AccountGrant.ofStored(unknown)).isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void theMemberKeepsItUnderItsOwn() {
        var wrapped = WrappedKey.ofStored(member.wrapSeed(group).bytes());
        assertSame(member.unwrapSeed(place, wrapped, group.publicKey()), group);
        assertRefused(() -> other.unwrapSeed(place, wrapped, group.publicKey()));
        assertRefused(
                () -> member.unwrapSeed(new AccountContext(TENANT, group.account(), 3), wrapped, group.publicKey()));
        assertRefused(
                () -> member.unwrapSeed(new AccountContext(TENANT, other.account(), 2), wrapped, group.publicKey()));
        for (int bit = 0; bit < 8 * WrappedKey.LENGTH; bit++) {
            var changed = wrapped.bytes().clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(() -> member.unwrapSeed(place, WrappedKey.ofStored(changed), group.publicKey()));
        }
    }

    @Test
    void aWrapOfACollectionIsNoneOfASeed() {
        try (var key = CollectionKey.random(new WrapContext(TENANT, group.account(), Ids.random(), 2))) {
            var wrapped = member.wrapOwn(key);
            assertRefused(() -> member.unwrapSeed(place, wrapped, group.publicKey()));
        }
    }
}
