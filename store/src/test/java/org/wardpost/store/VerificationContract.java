package org.wardpost.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.Verification.Finding;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.audit.AuditEvent;

interface VerificationContract {
    TestStore test();

    private List<Finding> findings() {
        return test().store().verification().run(Progress.NONE).findings();
    }

    @AfterEach
    default void nothingIsLeft() {
        assertThat(findings()).isEmpty();
    }

    @Test
    default void everythingIsCounted() {
        var account = test().newAccount();
        test().newMailbox(account.id(), "INBOX");
        test().store().properties().put(account.id(), account.id().value(), PropertyKind.SETTING, "a", new byte[1]);
        var event = AuditEvent.of(test().clock().instant(), "user.add", "operator", "", Map.of());
        test().store().audit().append(event);
        test().store().audit().advance();
        var report = test().store().verification().run(Progress.NONE);
        assertThat(report.isGood()).isTrue();
        assertThat(report.counts())
                .containsKeys("account", "slot", "grant", "collection", "property", "directory", "audit");
    }

    @Test
    default void aChangedAccountIsNamedAndTheRestIsRead() {
        var bad = test().newAccount().id();
        var good = test().newAccount().id();
        test().tamper("update account set credential_version = 9 where account = ?", bad.value());
        assertThat(findings())
                .isNotEmpty()
                .allMatch(finding -> finding.account().equals(bad));
        test().tamper("update account set credential_version = 1 where account = ?", bad.value());
        assertThat(test().store().accounts().current(good)).isPresent();
    }

    @Test
    default void aPropertyThatIsTakenAwayIsNoticed() {
        var account = test().newAccount();
        var store = test().store();
        store.properties().put(account.id(), account.id().value(), PropertyKind.SETTING, "a", new byte[1]);
        store.properties().put(account.id(), account.id().value(), PropertyKind.SETTING, "b", new byte[1]);
        test().tamper("delete from property where account = ?", account.id().value());
        assertThat(findings()).extracting(Finding::kind).containsExactly("home");
        store.accounts().remove(account.id());
    }

    @Test
    default void aMailboxThatIsTakenAwayIsNoticed() {
        var account = test().newAccount();
        var box = test().newMailbox(account.id(), "A");
        test().tamper("delete from collection where collection = ?", box.id().value());
        assertThat(findings()).extracting(Finding::kind).contains("home", "collection");
        test().store().accounts().remove(account.id());
        for (var table : List.of("collection_head", "collection_grant")) {
            test().tamper(
                            "delete from " + table + " where collection = ?",
                            box.id().value());
        }
    }

    @Test
    default void aHeadThatIsPutBackWithItsOldMacsIsNoticedByItsRows() {
        var account = test().newAccount();
        var home = account.home();
        var columns = "modseq, sum_nonce, sum_value, mac, server_mac";
        var old = test().look("select " + columns + " from collection_head where collection = ?", home)
                .getFirst();
        test().newMailbox(account.id(), "A");
        test().tamper(
                        "update collection_head set modseq = ?, sum_nonce = ?, sum_value = ?, mac = ?, server_mac = ? where collection = ?",
                        old.get(0),
                        old.get(1),
                        old.get(2),
                        old.get(3),
                        old.get(4),
                        home);
        assertThat(findings()).extracting(Finding::kind).containsExactly("home");
        test().store().accounts().remove(account.id());
    }

    @Test
    default void anAccountThatIsRemovedLeavesNothing() {
        var account = test().newAccount();
        test().newMailbox(account.id(), "A");
        test().store().properties().put(account.id(), account.id().value(), PropertyKind.SETTING, "a", new byte[1]);
        test().store().accounts().remove(account.id());
        for (var table : List.of(
                "account",
                "slot",
                "slot_use",
                "collection",
                "collection_head",
                "collection_grant",
                "account_grant",
                "account_generation",
                "property",
                "digest_run")) {
            assertThat(test().look(
                                    "select * from " + table + " where account = ?",
                                    account.id().value()))
                    .as(table)
                    .isEmpty();
        }
        assertThat(test().store().accounts().findByAddress(account.address())).isEmpty();
    }
}
