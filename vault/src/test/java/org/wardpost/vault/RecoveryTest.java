package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The recovery authority: what its shares open, and that nothing less does. */
class RecoveryTest {
    private final UUID tenant = Ids.random();

    private static List<RecoveryShare> typed(List<RecoveryShare> shares) {
        return shares.stream().map(share -> RecoveryShare.parse(share.text())).toList();
    }

    @Property(tries = 60)
    void anySharesThatAreEnoughGiveTheKey(
            @ForAll @IntRange(min = 2, max = 9) int threshold, @ForAll @IntRange(max = 6) int more, @ForAll long seed) {
        var key = RecoveryKey.random(threshold, threshold + more);
        var shares = new ArrayList<>(typed(key.split()));
        Collections.shuffle(shares, new Random(seed));
        try (var joined = RecoveryKey.join(shares.subList(0, threshold))) {
            assertThat(joined.authority()).isEqualTo(key.authority());
            assertThat(joined.privateKey()).isEqualTo(key.privateKey());
        }
        assertThatThrownBy(() -> RecoveryKey.join(shares.subList(0, threshold - 1)))
                .hasMessageContaining(threshold + " different shares are needed");
    }

    @Test
    void sharesOpenEveryWorkingKeyThatWasWrappedToTheirAuthority() {
        var w = WorkingKey.random(3);
        var key = RecoveryKey.random(2, 3);
        var wrapped = key.authority().wrap(tenant, w);
        try (var joined = RecoveryKey.join(key.split().subList(1, 3))) {
            assertThat(joined.unwrap(tenant, 3, wrapped).bytes()).isEqualTo(w.bytes());
            assertThatThrownBy(() -> joined.unwrap(tenant, 4, wrapped)).isInstanceOf(TamperedException.class);
            assertThatThrownBy(() -> joined.unwrap(Ids.random(), 3, wrapped)).isInstanceOf(TamperedException.class);
            wrapped[40] ^= 1;
            assertThatThrownBy(() -> joined.unwrap(tenant, 3, wrapped)).isInstanceOf(TamperedException.class);
        }
        try (var other = RecoveryKey.random(2, 3)) {
            assertThatThrownBy(() -> other.unwrap(tenant, 3, key.authority().wrap(tenant, w)))
                    .isInstanceOf(TamperedException.class);
        }
    }

    @Test
    void aRecoverySlotOpensByTheSharesAndByNoSecret() {
        var working = WorkingKeys.of(WorkingKey.random(1));
        var account = AccountKey.random(tenant, Ids.random(), 1);
        var key = RecoveryKey.random(2, 2);
        var slot = account.recoverySlot(working.current(), Ids.random(), key.authority());
        try (var opened = AccountKey.openRecovery(working, slot, key, account.publicKey())) {
            assertThat(opened.publicKey()).isEqualTo(account.publicKey());
        }
        assertThat(slot.verifier(working)).hasValue(new byte[32]);
        assertThat(slot.hashing(working)).isEmpty();
        var secret = SlotSecret.ofRandom(new byte[16], slot.context().slot());
        assertThat(secret.matches(slot.verifier(working).orElseThrow())).isFalse();
        assertThatThrownBy(() -> AccountKey.open(working, slot, secret, account.publicKey()))
                .isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> AccountKey.openRecovery(working, slot, RecoveryKey.random(2, 2), account.publicKey()))
                .isInstanceOf(TamperedException.class);
    }

    @Test
    void aNewGenerationGoesIntoTheRecoverySlotWithoutAnyShare() {
        var working = WorkingKeys.of(WorkingKey.random(1));
        var id = Ids.random();
        var key = RecoveryKey.random(2, 3);
        var first = AccountKey.random(tenant, id, 1);
        var second = AccountKey.random(tenant, id, 2);
        var slot = second.intoSlot(working, first.recoverySlot(working.current(), Ids.random(), key.authority()));
        assertThat(AccountKey.openRecovery(working, slot, key, second.publicKey())
                        .generation())
                .isEqualTo(2);
    }

    @Test
    void sharesThatDoNotBelongTogetherAreNamed() {
        var one = RecoveryKey.random(2, 3).split();
        var other = RecoveryKey.random(2, 3).split();
        assertThatThrownBy(() -> RecoveryKey.join(List.of(one.get(0), other.get(1))))
                .hasMessageContaining("do not belong together")
                .hasMessageContaining(other.get(1).authority().toString());
        assertThatThrownBy(() -> RecoveryKey.join(List.of(one.get(0), one.get(0))))
                .hasMessageContaining("Share 1 was given twice");
        assertThatThrownBy(() -> RecoveryKey.join(List.of())).hasMessageContaining("No share");
    }

    @Test
    void aForgedShareGivesNoKey() {
        var shares = RecoveryKey.random(2, 3).split();
        var good = shares.getFirst();
        var forged = new RecoveryShare(good.authority(), 2, 3, 2, new byte[32]); // with a check value that fits
        assertThatThrownBy(() -> RecoveryKey.join(List.of(good, RecoveryShare.parse(forged.text()))))
                .hasMessageContaining("do not give the key of the authority " + good.authority());
    }

    @Test
    void aShareIsReadHoweverItIsTyped() {
        var share = RecoveryKey.random(3, 5).split().get(3);
        var text = share.text();
        assertThat(text).startsWith("wps-").hasSize(4 + 90 + 17);
        for (var typed : List.of(text.toUpperCase(), text.replace("-", " "), "  " + text.replace("-", "\n"))) {
            assertThat(RecoveryShare.parse(typed).part()).isEqualTo(share.part());
        }
        assertThat(RecoveryShare.parse(text.substring(0, 3) + text.substring(3).replace('o', '0'))
                        .index())
                .isEqualTo(4);
    }

    @Test
    void oneWrongLetterIsAlwaysSeen() {
        var text = RecoveryKey.random(2, 2).split().getFirst().text();
        for (int at = 4; at < text.length(); at++) {
            if (text.charAt(at) == '-') {
                continue;
            }
            char other = text.charAt(at) == 'x' ? 'y' : 'x';
            var wrong = text.substring(0, at) + other + text.substring(at + 1);
            assertThatThrownBy(() -> RecoveryShare.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> RecoveryShare.parse(text.substring(0, text.length() - 1)))
                .hasMessage("it has 1 letter too few");
        assertThatThrownBy(() -> RecoveryShare.parse(text + "ab")).hasMessage("it has 2 letters too many");
        assertThatThrownBy(() -> RecoveryShare.parse("correct horse")).hasMessageContaining("does not begin");
    }

    @Property
    void anyTextIsAShareOrASentence(@ForAll @StringLength(max = 120) String text) {
        assertThatThrownBy(() -> RecoveryShare.parse("wps-" + text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneShareIsNeverEnoughAndFewerThanNeededAreNotMade() {
        assertThatThrownBy(() -> RecoveryKey.random(1, 3)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> RecoveryKey.random(3, 2)).hasMessageContaining("from 3");
        assertThatThrownBy(() -> RecoveryKey.random(3, 256)).hasMessageContaining("255");
    }

    @Test
    void theAuthorityIsReadBackAndAnotherFormIsRefused() {
        var authority = RecoveryKey.random(3, 5).authority();
        assertThat(RecoveryAuthority.ofStored(authority.stored())).isEqualTo(authority);
        assertThatThrownBy(() -> RecoveryAuthority.ofStored(new byte[35])).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> RecoveryAuthority.ofStored(new byte[3])).isInstanceOf(TamperedException.class);
    }
}
