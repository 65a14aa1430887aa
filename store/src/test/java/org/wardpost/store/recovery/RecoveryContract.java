package org.wardpost.store.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.Progress;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.NewSlot;
import org.wardpost.store.account.SlotDetails;
import org.wardpost.store.backup.BackupRecord;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.Ids;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.RecoveryShare;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.SlotSecret;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.provider.Pkcs12Provider;
import org.wardpost.vault.provider.RootKeyProvider;

/** Shares in place of the root key: for a store, a backup, an account. */
interface RecoveryContract {
    TestStore test();

    private List<RecoveryShare> shares() {
        try (var key = RecoveryKey.random(2, 3)) {
            test().store().recovery().add(key.authority());
            return key.split();
        }
    }

    private static RecoveryKey joined(List<RecoveryShare> shares) {
        return RecoveryKey.join(shares.subList(1, 3));
    }

    private RootKeyProvider freshRoot(RecoveryWraps wraps) {
        return Pkcs12Provider.create(test().folder().resolve("keys-" + Ids.random()), wraps.lastRootVersion() + 1);
    }

    /** What {@code key recover} does. */
    private RootKeyProvider recover(List<RecoveryShare> shares) {
        var wraps = Store.recoveryWraps(test().settings());
        var fresh = freshRoot(wraps);
        try (var stand = wraps.provider(joined(shares));
                var store = Store.open(test().settings(), stand, test().clock())) {
            store.rotation().adopt(fresh);
        }
        return fresh;
    }

    @Test
    default void withEnoughSharesAStoreOpensUnderAFreshRootKeyAndWithoutTheOld() {
        var account = test().newAccount();
        test().store().properties().put(account.id(), account.id().value(), PropertyKind.SETTING, "a", new byte[] {7});
        var shares = shares();
        test().closeStore();
        try (var fresh = recover(shares);
                var store = Store.open(test().settings(), fresh, test().clock())) {
            assertThat(fresh.versions()).containsExactly(test().root().currentVersion() + 1);
            assertThat(store.properties().get(account.id(), account.id().value(), PropertyKind.SETTING, "a"))
                    .hasValue(new byte[] {7});
            assertThat(store.rotation().opensBy(fresh.versions())).isTrue();
            assertThat(store.rotation().opensBy(test().root().versions()))
                    .as("a root key that was lost may be in other hands")
                    .isFalse();
            assertThat(store.rotation().rotate(Progress.NONE).behind()).isZero();
            assertThat(store.verification().run(Progress.NONE).findings()).isEmpty();
        }
        try (var again = recover(shares)) { // what came after the recovery is wrapped to the same authority
            assertThat(again.currentVersion()).isGreaterThan(test().root().currentVersion() + 1);
        }
    }

    @Test
    default void aWorkingKeyThatComesLaterIsWrappedTooAndOneThatGoesIsNot() {
        test().newAccount();
        var shares = shares();
        test().store().rotation().rotate(Progress.NONE);
        test().store().rotation().rotate(Progress.NONE);
        assertThat(test().look("select version from recovery_wrap")).hasSize(1);
        test().closeStore();
        try (var fresh = recover(shares);
                var store = Store.open(test().settings(), fresh, test().clock())) {
            assertThat(store.verification().run(Progress.NONE).findings()).isEmpty();
        }
    }

    @Test
    default void aBackupRestoresWithSharesAndNoRootKey() {
        var account = test().newAccount();
        var shares = shares();
        var folder = backup();
        var wraps = Store.recoveryWraps(folder);
        for (var postgres : List.of(true, false)) {
            try (var fresh = freshRoot(wraps);
                    var stand = wraps.provider(joined(shares))) {
                var elsewhere = test().elsewhere(postgres);
                var told = AuditEvent.of(Instant.EPOCH, "backup.restore", "test", folder.toString(), Map.of());
                var archive = Store.archive(folder, stand, Progress.NONE);
                try (var store = Store.restore(elsewhere, stand, test().clock(), archive, told, Progress.NONE)) {
                    store.rotation().adopt(fresh);
                }
                try (var store = Store.open(elsewhere, fresh, test().clock())) {
                    assertThat(store.accounts().find(account.id())).isPresent();
                    assertThat(store.verification().run(Progress.NONE).findings())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    default void theServerRemembersWhichBackupsOpenByShares() {
        var before = backup();
        var authority = shares().getFirst().authority();
        var after = backup();
        test().store().recovery().remove();
        assertThat(record(before).recovery()).isEmpty();
        assertThat(record(after).recovery())
                .hasValueSatisfying(known -> assertThat(known.id()).isEqualTo(authority));
        assertThat(record(backup()).recovery()).isEmpty();
    }

    private Path backup() {
        var folder = test().folder().resolve("backup-" + Ids.random());
        test().store().backup().make(folder, Progress.NONE);
        return folder;
    }

    private BackupRecord record(Path folder) {
        return test().store().backup().made().stream()
                .filter(made -> made.folder().equals(folder.toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void sharesOfAnotherAuthorityAreNamedAndChangeNothing() {
        var authority = shares().getFirst().authority();
        var folder = backup();
        test().closeStore();
        var wraps = Store.recoveryWraps(test().settings());
        try (var other = RecoveryKey.random(2, 3)) {
            assertThatThrownBy(() -> wraps.provider(other))
                    .isInstanceOf(WrongRootKeyException.class)
                    .hasMessageContaining(authority.toString())
                    .hasMessageContaining(other.authority().id().toString());
            assertThatThrownBy(() -> Store.recoveryWraps(folder).provider(other))
                    .isInstanceOf(WrongRootKeyException.class);
        }
        test().openStore();
    }

    @Test
    default void withoutAnAuthorityNoSharesOpenAnything() {
        var folder = backup();
        test().closeStore();
        try (var key = RecoveryKey.random(2, 3)) {
            assertThatThrownBy(() -> Store.recoveryWraps(test().settings()).provider(key))
                    .hasMessageContaining("no recovery authority");
            assertThatThrownBy(() -> Store.recoveryWraps(folder).provider(key))
                    .hasMessageContaining("no recovery authority");
        }
        test().openStore();
    }

    @Test
    default void aWrapThatWasChangedIsRefusedInASentence() {
        var shares = shares();
        var folder = backup();
        test().tamper("update recovery_wrap set wrapped = mac");
        assertThat(test().store().verification().run(Progress.NONE).findings())
                .anySatisfy(finding -> assertThat(finding.kind()).isEqualTo("recovery"));
        test().closeStore();
        try (var stand = Store.recoveryWraps(test().settings()).provider(joined(shares))) {
            assertThatThrownBy(() -> Store.open(test().settings(), stand, test().clock()))
                    .hasMessageContaining("the data were changed");
        }
        assertThat(Store.archive(folder, test().root(), Progress.NONE).path())
                .as("the backup from before is good")
                .isEqualTo(folder);
        test().openStore();
        test().store().recovery().renew();
        assertThat(test().store().verification().run(Progress.NONE).findings()).isEmpty();
        test().closeStore();
        recover(shares).close();
    }

    @Test
    default void aWrapThatWasTakenAwayOrIsBackIsFound() {
        shares();
        test().tamper("delete from recovery_wrap");
        assertThat(test().store().verification().run(Progress.NONE).findings())
                .anySatisfy(finding -> assertThat(finding.why()).contains("is not wrapped"));
        test().store().recovery().renew();
        test().tamper("create table kept as select * from recovery_wrap");
        test().store().recovery().remove();
        test().tamper("insert into recovery_wrap select * from kept");
        assertThat(test().store().verification().run(Progress.NONE).findings())
                .anySatisfy(finding -> assertThat(finding.why()).contains("is back"));
        test().tamper("drop table kept");
    }

    @Test
    default void thereIsOneAuthorityAtATime() {
        var first = shares().getFirst().authority();
        assertThatThrownBy(this::shares)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(new Refusal.AlreadyExists()));
        assertThat(test().store().recovery().authority())
                .hasValueSatisfying(known -> assertThat(known.id()).isEqualTo(first));
        assertThat(test().store().recovery().remove()).isTrue();
        assertThat(test().store().recovery().remove()).isFalse();
        assertThat(test().look("select version from recovery_wrap")).isEmpty();
        assertThat(shares().getFirst().authority()).isNotEqualTo(first);
    }

    @Test
    default void anAccountThatOnlySharesOpenGetsANewPassword() {
        var account = test().newAccount();
        test().store().properties().put(account.id(), account.id().value(), PropertyKind.SETTING, "a", new byte[] {7});
        var shares = shares();
        var authority = test().store().recovery().authority().orElseThrow();
        var details = new SlotDetails("", Set.of(), Instant.EPOCH, Optional.empty());
        test().store().slots().addRecovery(account.id(), authority, details);
        test().store().rotation().rotate(Progress.NONE); // its outer layer follows like any other's
        sealAway(account.id());
        assertThatThrownBy(() -> test().store().keys().account(account.id())).isInstanceOf(RefusedException.class);

        try (var secret = SlotSecret.ofRandom(SlotSecret.random(), Ids.random());
                var key = joined(shares);
                var other = RecoveryKey.random(2, 2)) {
            var slot = new NewSlot(Ids.random(), SlotKind.PASSWORD, secret, details);
            assertThatThrownBy(() -> test().store().slots().recover(account.id(), other, slot))
                    .isInstanceOf(TamperedException.class);
            var made = test().store().slots().recover(account.id(), key, slot);
            assertThat(made.kind()).isEqualTo(SlotKind.PASSWORD);
            assertThatThrownBy(() -> test().store().keys().account(account.id()))
                    .as("what the shares opened is forgotten")
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() ->
                            test().store().slots().recover(test().newAccount().id(), key, slot))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(new Refusal.NotFound()));
        }
        assertThat(test().store().slots().of(account.id()))
                .extracting(slot -> slot.kind())
                .containsExactlyInAnyOrder(SlotKind.RECOVERY, SlotKind.PASSWORD);
    }

    /** What going sealed will do to the slots: from then on nothing at hand opens the account. */
    private void sealAway(AccountId account) {
        var root = test().store().slots().of(account).stream()
                .filter(slot -> slot.kind() == SlotKind.ROOT)
                .findFirst()
                .orElseThrow();
        test().store().slots().remove(account, root.id());
        test().store().keys().forget(account);
    }

    @AfterEach
    default void closesWhatItOpened() {
        test().close();
    }
}
