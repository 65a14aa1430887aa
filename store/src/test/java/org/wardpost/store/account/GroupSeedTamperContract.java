package org.wardpost.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.Verification.Finding;
import org.wardpost.store.message.Mails;
import org.wardpost.vault.TamperedException;

/** What somebody who writes to the database does to grants of a group's seed is an audited error, and gives nobody a key. */
interface GroupSeedTamperContract extends GroupSeeds {
    @Test
    default void grantsOfTwoMembersThatWereSwappedGiveNoSeed() {
        var ann = somebody();
        var bob = somebody();
        var group = newGroup(ann, bob);
        var inbox = inbox(group);
        var anns = grant(group, ann);
        put(group, ann, grant(group, bob));
        assertThatThrownBy(() -> require(inbox, group, ann)).isInstanceOf(TamperedException.class);
        assertAudited(group);
        assertThat(findings()).extracting(Finding::kind).containsExactly("slot");
        put(group, ann, anns);
        require(inbox, group, ann);
        assertSound();
    }

    @Test
    default void aGrantThatIsTakenAwayOrPutBackIsNoticed() {
        var ann = somebody();
        var bob = somebody();
        var group = newGroup(ann, bob);
        var inbox = inbox(group);
        var all = "account, holder, generation, wrapped, signed, mac";
        var bobs = test().look(
                        "select " + all + " from account_grant where account = ? and holder = ?",
                        group.value(),
                        bob.value())
                .getFirst();
        test().tamper("delete from account_grant where account = ? and holder = ?", group.value(), bob.value());
        assertThatThrownBy(() -> require(inbox, group, bob)).isInstanceOf(TamperedException.class);
        assertAudited(group);
        assertThatThrownBy(() -> require(inbox, group, ann)).isInstanceOf(TamperedException.class);
        assertThat(findings()).extracting(Finding::account).containsExactly(group);
        var insert = "insert into account_grant (" + all + ") values (?, ?, ?, ?, ?, ?)";
        test().tamper(insert, bobs.toArray());
        leave(group, bob);
        test().tamper(insert, bobs.toArray());
        assertThatThrownBy(() -> require(inbox, group, bob)).isInstanceOf(TamperedException.class);
        assertThat(findings()).extracting(Finding::account).containsExactly(group);
        test().tamper("delete from account_grant where account = ? and holder = ?", group.value(), bob.value());
        require(inbox, group, ann);
        assertOut(inbox, group, bob);
        assertSound();
    }

    @Test
    default void aSeedOfAnotherGroupIsNotTaken() {
        var ann = somebody();
        var group = newGroup(ann);
        var inbox = inbox(group);
        var other = store().keys().account(newGroup(ann));
        var member = store().accounts().find(ann).orElseThrow().publicKey();
        var forged = other.grantSeed(member, ann.value()).bytes();
        replace(group, ann, forged);
        assertThatThrownBy(() -> require(inbox, group, ann))
                .isInstanceOf(TamperedException.class)
                .hasMessageContaining("another group");
        System.arraycopy(
                store().keys().account(group).grantSeed(member, ann.value()).bytes(), 0, forged, 0, 70);
        replace(group, ann, forged);
        assertThatThrownBy(() -> require(inbox, group, ann))
                .isInstanceOf(TamperedException.class)
                .hasMessageContaining("not signed by its granter");
        assertAudited(group);
        replace(
                group,
                ann,
                store().keys().account(group).grantSeed(member, ann.value()).bytes());
        require(inbox, group, ann);
        assertSound();
    }

    @Test
    default void aRepairMakesGrantsAnewFromTheGroupsOwnKey() {
        var ann = somebody();
        var bob = somebody();
        var kim = somebody();
        var group = newGroup(ann, bob, kim);
        var inbox = inbox(group);
        leave(group, kim);
        assertThat(store().seeds().repair(group)).as("nothing to repair").isFalse();
        assertThat(store().seeds().repair(ann)).as("no group").isFalse();
        put(group, ann, grant(group, bob));
        test().tamper("delete from account_grant where account = ? and holder = ?", group.value(), bob.value());
        assertThatThrownBy(() -> leave(group, bob)).isInstanceOf(TamperedException.class);
        assertThat(store().seeds().repair(group)).isTrue();
        assertSound();
        require(inbox, group, ann);
        require(inbox, group, bob);
        assertOut(inbox, group, kim);
        test().tamper("delete from account_generation where account = ?", group.value());
        assertThatThrownBy(() -> store().seeds().repair(group)).isInstanceOf(TamperedException.class);
        store().accounts().remove(group);
    }

    /** As whoever has the directory's key would: the row's MAC and the digest are right, only the grant is not. */
    private void replace(AccountId group, AccountId member, byte[] signed) {
        var rows = new SeedRows(() -> store().keys().directory());
        var accounts =
                new AccountRows(store().keys().tenant(), () -> store().keys().directory());
        store().transactions().run(tx -> {
            accounts.lock(tx, group); // the store keeps what was opened under it
            var old = rows.grant(tx, group, member).orElseThrow();
            tx.jdbc(connection -> {
                try (var delete =
                        connection.prepareStatement("delete from account_grant where account = ? and holder = ?")) {
                    delete.setObject(1, group.value());
                    delete.setObject(2, member.value());
                    return delete.executeUpdate();
                }
            });
            var now = rows.insert(
                    tx, new SeedRows.SeedGrant(group, member, old.row().generation(), null, signed));
            accounts.change(
                    tx,
                    group,
                    row -> row.withSlots(accounts.changeSlots(row, List.of(old.mac()), List.of(now)), row.nextSlot()));
        });
    }

    private void put(AccountId group, AccountId member, List<Object> row) {
        var values = new ArrayList<>(row);
        values.add(group.value());
        values.add(member.value());
        test().tamper(
                        "update account_grant set wrapped = ?, signed = ?, generation = ?, mac = ?"
                                + " where account = ? and holder = ?",
                        values.toArray());
    }

    @Test
    default void anEarlierSeedThatIsTakenAwayIsNoticed() {
        var ann = somebody();
        var group = newGroup(ann);
        leave(group, ann);
        var all = "account, generation, sealed, mac";
        var row = test().look("select " + all + " from account_generation where account = ?", group.value())
                .getFirst();
        test().tamper("delete from account_generation where account = ?", group.value());
        assertThat(findings()).extracting(Finding::kind).contains("slot");
        var inbox = inbox(group);
        store().keys().forget(group);
        mails().append(inbox, "delivered all the same", Mails.links("<a@x>", "rota"));
        test().tamper("insert into account_generation (" + all + ") values (?, ?, ?, ?)", row.toArray());
        assertSound();
    }

    @Test
    default void aRootSlotOfAnEarlierGenerationIsNotTaken() {
        var ann = somebody();
        var group = newGroup(ann);
        var inbox = inbox(group);
        var columns = "generation, working_version, sealed, record, mac";
        var select = "select " + columns + " from slot where account = ?";
        var old = test().look(select, group.value()).getFirst();
        leave(group, ann);
        var now = test().look(select, group.value()).getFirst();
        var update =
                "update slot set generation = ?, working_version = ?, sealed = ?, record = ?, mac = ? where account = ?";
        test().tamper(update, with(old, group));
        store().keys().forget(group);
        assertThatThrownBy(() -> store().keys().epoch(inbox, 1)).isInstanceOf(TamperedException.class);
        assertThat(findings()).extracting(Finding::account).contains(group);
        test().tamper(update, with(now, group));
        assertSound();
    }

    private static Object[] with(List<Object> row, AccountId account) {
        var values = new ArrayList<>(row);
        values.add(account.value());
        return values.toArray();
    }
}
