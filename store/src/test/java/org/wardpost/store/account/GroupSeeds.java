package org.wardpost.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardpost.store.Refusals.assertRefused;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Progress;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;
import org.wardpost.store.Verification.Finding;
import org.wardpost.store.account.Delegation.Sending;
import org.wardpost.store.collection.Rewrap;
import org.wardpost.store.message.Mails;
import org.wardpost.vault.Ids;

/** What tests of groups' seeds do again and again. */
interface GroupSeeds {
    /** Does nothing in the background but keeping what was opened. */
    TestStore test();

    default Store store() {
        return test().store();
    }

    default Mails mails() {
        return new Mails(test());
    }

    default AccountId newGroup(AccountId... members) {
        var address = "g" + Ids.random().toString().substring(0, 13) + "@ward.example";
        var group = store().accounts()
                .create(new NewAccount(
                        address, "Ward 3", AccountKind.GROUP, Set.of(), OptionalLong.empty(), OptionalLong.empty()))
                .id();
        join(group, members);
        return group;
    }

    default void join(AccountId group, AccountId... members) {
        store().delegations()
                .put(Stream.of(members)
                        .map(member -> new Delegation(group, member, Sending.NONE, "lrs"))
                        .toList());
    }

    default void leave(AccountId group, AccountId... members) {
        assertThat(store().delegations().remove(group, List.of(members))).isEqualTo(members.length);
    }

    default AccountId somebody() {
        return test().newAccount().id();
    }

    default CollectionId inbox(AccountId owner) {
        return test().newMailbox(owner, "INBOX").id();
    }

    default void require(CollectionId mailbox, AccountId group, AccountId member) {
        store().grants().requireAsMember(mailbox, group, member);
    }

    default void assertOut(CollectionId mailbox, AccountId group, AccountId member) {
        assertRefused(new NotFound(), () -> require(mailbox, group, member));
    }

    default int generation(AccountId group) {
        return store().accounts().current(group).orElseThrow().generation();
    }

    default List<Object> grant(AccountId group, AccountId member) {
        var rows = test().look(
                        "select wrapped, signed, generation, mac from account_grant where account = ? and holder = ?",
                        group.value(),
                        member.value());
        return rows.isEmpty() ? List.of() : rows.getFirst();
    }

    default void finish(CollectionId id) {
        while (store().rewrap().step(id) > 0) {
            assertSound();
        }
        test().clock().advance(Rewrap.READERS.plusMillis(1));
        assertThat(store().rewrap().step(id)).isZero();
        assertThat(store().rewrap().waiting()).doesNotContain(id);
    }

    default List<Finding> findings() {
        return store().verification().run(Progress.NONE).findings();
    }

    default void assertSound() {
        assertThat(findings()).isEmpty();
    }

    default void assertAudited(AccountId group) {
        Awaitility.await()
                .until(() -> store().audit().read(0, 10_000).stream()
                        .anyMatch(chained -> chained.event().what().equals("damage.found")
                                && chained.event().target().startsWith(group + "/")));
    }
}
