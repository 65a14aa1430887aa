package org.wardpost.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.TestStore;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.SlotSecret;
import org.wardpost.vault.TamperedException;

interface SlotRepositoryContract {
    TestStore test();

    private SlotRepository slots() {
        return test().store().slots();
    }

    private static NewSlot device(UUID id, byte[] secret) {
        var details = new SlotDetails("phone", Set.of("IMAP"), Instant.parse("2026-11-24T08:00:00Z"), Optional.empty());
        return new NewSlot(id, SlotKind.DEVICE_PASSWORD, SlotSecret.ofRandom(secret, id), details);
    }

    private Slot add(AccountId account) {
        return slots().add(account, device(Ids.random(), SlotSecret.random()));
    }

    @Test
    default void aNewAccountHasItsRootSlotOnly() {
        assertThat(slots().of(test().newAccount().id())).extracting(Slot::kind).containsExactly(SlotKind.ROOT);
    }

    @Test
    default void aSlotIsFoundByItsNumberAndOpensTheAccount() {
        var account = test().newAccount();
        var id = Ids.random();
        var secret = SlotSecret.random();
        var added = slots().add(account.id(), device(id, secret));
        var found = slots().byNumber(account.id(), added.number()).orElseThrow();
        assertThat(found.details()).isEqualTo(added.details());
        var keys = test().store().keys().working();
        try (var opened = AccountKey.open(keys, found.sealed(), SlotSecret.ofRandom(secret, id), account.publicKey())) {
            assertThat(opened.account()).isEqualTo(account.id().value());
        }
    }

    @Test
    default void everyChangeOfSlotsRaisesTheCredentialVersion() {
        var account = test().newAccount().id();
        var slot = add(account);
        assertThat(version(account)).isEqualTo(2);
        slots().remove(account, slot.id());
        assertThat(version(account)).isEqualTo(3);
    }

    private long version(AccountId account) {
        return test().store().accounts().current(account).orElseThrow().credentialVersion();
    }

    @Test
    default void aNumberIsNeverUsedAgain() {
        var account = test().newAccount().id();
        var first = add(account);
        slots().remove(account, first.id());
        assertThat(add(account).number()).isGreaterThan(first.number());
        assertThat(slots().byNumber(account, first.number())).isEmpty();
    }

    @Test
    default void replacingASlotRemovesTheOthersOfItsKind() {
        var account = test().newAccount().id();
        add(account);
        add(account);
        var only = slots().replace(account, device(Ids.random(), SlotSecret.random()));
        assertThat(slots().of(account))
                .extracting(Slot::kind, Slot::number)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(SlotKind.ROOT, 1),
                        org.assertj.core.groups.Tuple.tuple(SlotKind.DEVICE_PASSWORD, only.number()));
    }

    @Test
    default void aRemovedSlotThatIsPutBackIsNoticed() {
        var account = test().newAccount().id();
        var slot = add(account);
        var old = test().look(
                        "select account, slot, number, kind, generation, working_version, sealed, record, mac from slot"
                                + " where slot = ?",
                        slot.id());
        slots().remove(account, slot.id());
        test().tamper(
                        "insert into slot (account, slot, number, kind, generation, working_version, sealed, record, mac)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        old.getFirst().toArray());
        assertThatThrownBy(() -> slots().of(account)).isInstanceOf(TamperedException.class);
        test().tamper("delete from slot where slot = ?", slot.id());
        assertThat(slots().of(account)).hasSize(1);
    }

    @Test
    default void aSlotThatIsTakenAwayIsNoticed() {
        var account = test().newAccount().id();
        var slot = add(account);
        test().tamper("delete from slot where slot = ?", slot.id());
        assertThatThrownBy(() -> slots().of(account)).isInstanceOf(TamperedException.class);
        test().store().accounts().remove(account);
    }

    @Test
    default void theLastUseIsKnownAtOnceAndKept() {
        var account = test().newAccount().id();
        var slot = add(account);
        var when = Instant.parse("2026-11-24T09:30:59Z");
        slots().touch(account, slot.id(), when);
        var minute = Instant.parse("2026-11-24T09:30:00Z");
        assertThat(slots().lastUses(account)).containsEntry(slot.id(), minute);
        slots().flushUses();
        test().reopen();
        assertThat(slots().lastUses(account)).containsEntry(slot.id(), minute);
        assertThat(slots().of(account).getLast().lastUsed()).contains(minute);
    }

    @Test
    default void anAccountCanBeMadeWithSlots() {
        var account = test().store()
                .accounts()
                .create(
                        NewAccount.of("with-slots-" + Ids.random() + "@ward.example"),
                        List.of(device(Ids.random(), SlotSecret.random())));
        assertThat(slots().of(account.id())).extracting(Slot::number).containsExactly(1, 2);
    }
}
