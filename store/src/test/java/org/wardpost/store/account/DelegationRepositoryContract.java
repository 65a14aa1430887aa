package org.wardpost.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.Refusals.assertRefused;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.Progress;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.TestStore;
import org.wardpost.store.Verification.Finding;
import org.wardpost.store.account.Delegation.Sending;
import org.wardpost.vault.Ids;
import org.wardpost.vault.TamperedException;

interface DelegationRepositoryContract {
    TestStore test();

    private DelegationRepository delegations() {
        return test().store().delegations();
    }

    private Account newGroup() {
        var address = "g" + Ids.random().toString().substring(0, 13) + "@ward.example";
        return test().store()
                .accounts()
                .create(new NewAccount(
                        address, "Ward 3", AccountKind.GROUP, Set.of(), OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    default void anAccountStaysWhatItWasMadeAs() {
        var group = newGroup();
        var person = test().newAccount();
        test().store().accounts().update(group.id(), AccountChange.of(group).withDisplayName("Ward 4"));
        test().reopen();
        assertThat(test().store().accounts().current(group.id()).orElseThrow().isGroup())
                .isTrue();
        assertThat(test().store().accounts().current(person.id()).orElseThrow().isGroup())
                .isFalse();
    }

    @Test
    default void whatIsGivenIsSeenFromBothSidesAndAfterARestart() {
        var group = newGroup().id();
        var ann = test().newAccount().id();
        var bob = test().newAccount().id();
        var toAnn = new Delegation(group, ann, Sending.AS, "lrswipkxte");
        var toBob = new Delegation(group, bob, Sending.NONE, "lr");
        assertThat(delegations().of(group)).isEmpty();
        delegations().put(List.of(toAnn, toBob));
        assertThat(delegations().of(group)).containsExactlyInAnyOrder(toAnn, toBob);
        test().reopen();
        assertThat(delegations().of(group)).containsExactlyInAnyOrder(toAnn, toBob);
        assertThat(delegations().to(ann)).containsExactly(toAnn);
        assertThat(delegations().find(group, bob)).contains(toBob);
        assertThat(delegations().find(bob, group)).isEmpty();
    }

    @Test
    default void whatIsGivenAnewTakesThePlaceOfTheOld() {
        var owner = test().newAccount().id();
        var delegate = test().newAccount().id();
        delegations().put(List.of(new Delegation(owner, delegate, Sending.AS, "")));
        assertThat(delegations().to(delegate)).hasSize(1);
        var less = new Delegation(owner, delegate, Sending.ON_BEHALF, "");
        delegations().put(List.of(less));
        assertThat(delegations().to(delegate)).containsExactly(less);
        assertThat(delegations().of(owner)).containsExactly(less);
        assertThat(delegations().remove(owner, List.of(delegate))).isEqualTo(1);
        assertThat(delegations().remove(owner, List.of(delegate))).isZero();
        assertThat(delegations().to(delegate)).isEmpty();
        assertThat(delegations().of(owner)).isEmpty();
    }

    @Test
    default void nothingIsGivenToOrByNobody() {
        var there = test().newAccount().id();
        var gone = new AccountId(Ids.random());
        var mate = test().newAccount().id();
        var good = new Delegation(there, mate, Sending.AS, "");
        assertRefused(
                new NotFound(), () -> delegations().put(List.of(good, new Delegation(there, gone, Sending.AS, ""))));
        assertRefused(new NotFound(), () -> delegations().put(List.of(new Delegation(gone, there, Sending.AS, ""))));
        assertThat(delegations().to(gone)).isEmpty();
        assertThat(delegations().of(gone)).isEmpty();
        assertThat(delegations().of(there)).isEmpty();
    }

    @Test
    default void whoGoesGivesAndHasNothingAnyMore() {
        var group = newGroup().id();
        var leaver = test().newAccount().id();
        var delegate = test().newAccount().id();
        delegations().put(List.of(new Delegation(group, leaver, Sending.AS, "lr")));
        delegations().put(List.of(new Delegation(leaver, delegate, Sending.AS, "")));
        assertThat(delegations().to(delegate)).hasSize(1);
        assertThat(delegations().of(group)).hasSize(1);
        test().store().accounts().remove(leaver);
        assertThat(delegations().of(group)).isEmpty();
        assertThat(delegations().to(delegate)).isEmpty();
        assertThat(test().store().verification().run(Progress.NONE).findings()).isEmpty();
    }

    @Test
    default void rightsOfAnotherCannotBePutInByTampering() {
        var group = newGroup().id();
        var much = test().newAccount().id();
        var little = test().newAccount().id();
        delegations().put(List.of(new Delegation(group, much, Sending.AS, "lrswipkxtea")));
        delegations().put(List.of(new Delegation(group, little, Sending.NONE, "lr")));
        var columns = "delegation, record, mac";
        var select = "select " + columns + " from delegation where delegate = ?";
        var rich = test().look(select, much.value()).getFirst();
        var poor = test().look(select, little.value()).getFirst();
        var update = "update delegation set delegation = ?, record = ?, mac = ? where delegate = ?";
        test().tamper(update, rich.get(0), rich.get(1), rich.get(2), little.value());
        assertThatThrownBy(() -> delegations().to(little)).isInstanceOf(TamperedException.class);
        test().tamper(update, poor.get(0), poor.get(1), poor.get(2), little.value());
        assertThat(delegations().find(group, little).orElseThrow().rights()).isEqualTo("lr");
    }

    @Test
    default void aRowThatIsPutBackIsNoticed() {
        var group = newGroup().id();
        var leaver = test().newAccount().id();
        delegations().put(List.of(new Delegation(group, leaver, Sending.AS, "lr")));
        var all = "account, owner, delegate, delegation, record, mac";
        var row = test().look("select " + all + " from delegation where delegate = ?", leaver.value())
                .getFirst();
        delegations().remove(group, List.of(leaver));
        test().tamper("insert into delegation (" + all + ") values (?, ?, ?, ?, ?, ?)", row.toArray());
        assertThat(test().store().verification().run(Progress.NONE).findings())
                .extracting(Finding::account)
                .containsOnly(AccountId.SERVER);
        test().tamper("delete from delegation where delegate = ?", leaver.value());
        assertThat(test().store().verification().run(Progress.NONE).findings()).isEmpty();
    }
}
