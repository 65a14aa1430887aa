package org.wardpost.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.Refusals.assertRefused;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.InParallel;
import org.wardpost.store.IndependentReader;
import org.wardpost.store.Progress;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Refusal.NotPermitted;
import org.wardpost.store.Store;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.message.Mails;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WrapContext;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.audit.AuditEvent;

/** A group's seed is held by its members and by nobody else: it comes with membership, and a leaver's is worth nothing any more. */
interface GroupSeedContract extends GroupSeeds {
    @Test
    default void theSeedComesWithMembershipAndIsKeptUnderTheMembersOwnWrapOnceOpened() {
        var ann = somebody();
        var group = newGroup(ann);
        var inbox = inbox(group);
        assertThat((byte[]) grant(group, ann).get(1)).hasSize(214);
        assertThat(grant(group, ann).get(0)).isNull();
        require(inbox, group, ann);
        Awaitility.await().until(() -> grant(group, ann).get(1) == null);
        assertThat((byte[]) grant(group, ann).get(0)).hasSize(40);
        test().reopen();
        require(inbox, group, ann);
        join(group, ann);
        assertThat(grant(group, ann).get(1)).as("who is in keeps it").isNull();
        assertSound();
    }

    @Test
    default void whoIsNoMemberOpensNothingAndADelegateOfAPersonIsNone() {
        var ann = somebody();
        var bob = somebody();
        var group = newGroup(ann);
        assertOut(inbox(group), group, bob);
        join(ann, bob);
        assertThat(grant(ann, bob)).isEmpty();
        assertOut(inbox(ann), ann, bob);
        assertThat(generation(ann)).isEqualTo(1);
        leave(ann, bob);
        assertThat(generation(ann)).isEqualTo(1);
    }

    @Test
    default void aLeaverMeansANewSeedAndNewEpochsInOneCommit() {
        var ann = somebody();
        var bob = somebody();
        var group = newGroup(ann, bob);
        var inbox = inbox(group);
        var other = test().newMailbox(group, "Sent").id();
        mails().append(inbox, "before");
        Stream.of(ann, bob).forEach(member -> require(inbox, group, member));
        Awaitility.await()
                .until(() ->
                        grant(group, ann).get(1) == null && grant(group, bob).get(1) == null);
        var old = store().keys().account(group);
        leave(group, bob);
        assertThat(generation(group)).isEqualTo(2);
        assertThat(grant(group, bob)).isEmpty();
        assertThat((byte[]) grant(group, ann).get(1)).hasSize(214);
        assertThat(grant(group, ann).get(2)).isEqualTo(2);
        assertThat(test().look("select generation from account_generation where account = ?", group.value()))
                .isEqualTo(List.of(List.of(1)));
        var home = store().accounts().current(group).orElseThrow().homeCollection();
        for (var id : List.of(inbox, other, home)) {
            assertThat(test().look("select epoch from collection_head where collection = ?", id.value()))
                    .isEqualTo(List.of(List.of(2)));
        }
        assertOut(inbox, group, bob);
        require(inbox, group, ann);
        assertThat(mails().content(inbox, 1)).isEqualTo("before");
        mails().append(inbox, "after");
        // what the leaver may have kept opens no key of today, not even of the old epoch
        var wraps =
                test().look("select collection, epoch, wrapped from collection_grant where account = ?", group.value());
        assertThat(wraps).hasSize(6).allSatisfy(row -> {
            var context = new WrapContext(
                    store().keys().tenant(), group.value(), (java.util.UUID) row.get(0), (Integer) row.get(1));
            assertThatThrownBy(() -> old.unwrapOwn(context, WrappedKey.ofStored((byte[]) row.get(2))))
                    .isInstanceOf(TamperedException.class);
        });
        List.of(inbox, other, home).forEach(this::finish);
        test().reopen();
        assertOut(inbox, group, bob);
        require(inbox, group, ann);
        assertThat(mails().content(inbox, 1)).isEqualTo("before");
        assertThat(mails().content(inbox, 2)).isEqualTo("after");
        assertThat(store().collections().list(group, CollectionKind.MAILBOX)).hasSize(2);
        assertSound();
    }

    @Test
    default void whoLeavesAndComesBackHoldsTheSeedOfToday() {
        var ann = somebody();
        var bob = somebody();
        var group = newGroup(ann, bob);
        var inbox = inbox(group);
        leave(group, bob, ann);
        assertThat(generation(group)).isEqualTo(2);
        assertOut(inbox, group, ann);
        join(group, bob);
        require(inbox, group, bob);
        leave(group, bob);
        join(group, ann);
        assertThat(generation(group)).isEqualTo(3);
        require(inbox, group, ann);
        assertThat(store().keys().generations(group, 8))
                .extracting(key -> key.generation())
                .containsExactly(3, 2, 1);
        assertSound();
    }

    @Test
    default void aRemovedAccountLeavesAllItsGroupsAndWhatItSharedGoesWithIt() {
        var ann = somebody();
        var kim = somebody();
        var one = newGroup(ann, kim);
        var other = newGroup(kim);
        var ones = inbox(one);
        var kims = inbox(kim);
        var anns = inbox(ann);
        store().grants().grant(kims, kim, one);
        store().grants().grant(anns, ann, kim);
        require(kims, one, ann);
        store().accounts().remove(kim);
        assertThat(generation(one)).isEqualTo(2);
        assertThat(generation(other)).isEqualTo(2);
        assertThat(test().look("select * from account_grant where holder = ?", kim.value()))
                .isEmpty();
        assertThat(store().grants().heldBy(one)).isEmpty();
        require(ones, one, ann);
        assertSound();
    }

    @Test
    default void aGroupThatGoesLeavesNothing() {
        var ann = somebody();
        var bob = somebody();
        var group = newGroup(ann, bob);
        inbox(group);
        leave(group, bob);
        store().accounts().remove(group);
        for (var table : List.of("account_grant", "account_generation", "slot", "collection_grant")) {
            assertThat(test().look("select * from " + table + " where account = ?", group.value()))
                    .as(table)
                    .isEmpty();
        }
        assertSound();
    }

    @Test
    default void whatWasSharedWithTheGroupIsUnderANewKeyToo() {
        var ann = somebody();
        var bob = somebody();
        var group = newGroup(ann, bob);
        var shared = mails().mailbox();
        var third = somebody();
        store().grants().grant(shared, shared.owner(), group);
        store().grants().grant(shared, shared.owner(), third);
        mails().append(shared, "a report");
        require(shared, group, bob);
        leave(group, bob);
        assertThat(store().collections().find(shared).orElseThrow().epoch()).isEqualTo(2);
        assertOut(shared, group, bob);
        require(shared, group, ann);
        store().grants().require(shared, third);
        store().grants().require(shared, group);
        finish(shared);
        test().reopen();
        require(shared, group, ann);
        assertThat(mails().content(shared, 1)).isEqualTo("a report");
        store().grants().revoke(shared, group);
        assertOut(shared, group, ann);
        assertSound();
    }

    @Test
    default void aUserOfTwoGroupsThatShareWithEachOtherLeavesBothAtOnce() {
        var ann = somebody();
        var kim = somebody();
        var one = newGroup(ann, kim);
        var other = newGroup(ann, kim);
        var ones = inbox(one);
        var others = inbox(other);
        mails().append(ones, "of one");
        mails().append(others, "of the other");
        store().grants().grant(ones, one, other);
        store().grants().grant(others, other, one);
        require(ones, other, kim);
        store().accounts().remove(kim);
        for (var mailbox : List.of(ones, others)) {
            assertThat(store().collections().find(mailbox).orElseThrow().epoch())
                    .isEqualTo(3);
            require(mailbox, one, ann);
            require(mailbox, other, ann);
            assertOut(mailbox, one, kim);
            finish(mailbox);
        }
        test().reopen();
        require(others, one, ann);
        assertThat(mails().content(ones, 1)).isEqualTo("of one");
        assertThat(mails().content(others, 1)).isEqualTo("of the other");
        assertSound();
    }

    @Test
    default void whatTheGroupGrantedAndNobodyOpenedYetIsSignedAnew() {
        var ann = somebody();
        var group = newGroup(ann);
        var inbox = inbox(group);
        var guest = somebody();
        store().grants().grant(inbox, group, guest);
        leave(group, ann);
        var inOldEpoch =
                store().transactions().read(tx -> store().keys().asHolder(guest).epoch(tx, inbox, 1));
        assertThat(inOldEpoch.context().epoch()).isEqualTo(1);
        store().grants().require(inbox, guest);
        var shared = mails().mailbox();
        store().grants().grant(shared, shared.owner(), group);
        assertRefused(new NotPermitted("grant"), () -> store().grants().grant(shared, group, guest));
        assertSound();
    }

    @Test
    default void aReplyFindsTheThreadFromBeforeALeaver() {
        var ann = somebody();
        var group = newGroup(ann);
        var inbox = inbox(group);
        var first = mails().append(inbox, "a", Mails.links("<a@x>", "rota"));
        leave(group, ann);
        var reply = mails().append(inbox, "b", Mails.links("<b@x>", "rota", "<a@x>"));
        assertThat(reply.threadId()).isEqualTo(first.threadId());
        join(group, ann);
        leave(group, ann);
        assertThat(store().messages().threadOf(group, Mails.links("<c@x>", "rota", "<a@x>")))
                .contains(first.threadId());
        test().reopen();
        var later = mails().append(inbox, "d", Mails.links("<d@x>", "rota", "<b@x>"));
        assertThat(later.threadId()).isEqualTo(first.threadId());
        assertSound();
    }

    @Test
    default void mailboxesMadeWhileMembersLeaveOpenAfterwards() throws Exception {
        var people = Stream.generate(this::somebody).limit(6).toList();
        var group = newGroup(people.toArray(AccountId[]::new));
        var inbox = inbox(group);
        InParallel.run(3, worker -> {
            for (int i = 0; i < 4; i++) {
                if (worker == 0) {
                    leave(group, people.get(i));
                } else if (worker == 1) {
                    mails().append(test().newMailbox(group, "Box " + i).id(), "made meanwhile");
                } else {
                    mails().append(inbox, "delivered meanwhile");
                    require(inbox, group, people.get(5));
                }
            }
        });
        assertThat(generation(group)).isEqualTo(5);
        test().reopen();
        for (var mailbox : store().collections().list(group, CollectionKind.MAILBOX)) {
            require(mailbox.id(), group, people.get(5));
            assertThat(mails().all(mailbox.id())).isNotEmpty().allMatch(message -> message.intact());
        }
        assertSound();
    }

    @Test
    default void aBackupOpensByItselfWhileRowsAreCarried() throws Exception {
        var ann = somebody();
        var bob = somebody();
        var kim = somebody();
        var group = newGroup(ann, bob, kim);
        var inbox = inbox(group);
        mails().append(inbox, "before");
        leave(group, kim);
        mails().append(inbox, "after");
        require(inbox, group, ann);
        Awaitility.await().until(() -> grant(group, ann).get(1) == null);
        var folder = test().folder().resolve("backup-" + inbox.value());
        var report = store().backup().make(folder, Progress.NONE);
        assertThat(report.opened()).containsKeys("account_grant", "account_generation");
        var address = store().accounts().find(group).orElseThrow().address();
        assertThat(IndependentReader.print(test(), folder, address, "INBOX", 1)).isEqualTo("before");
        assertThat(IndependentReader.print(test(), folder, address, "INBOX", 2)).isEqualTo("after");
        var archive = Store.archive(folder, test().root(), Progress.NONE);
        var told = AuditEvent.of(test().clock().instant(), "backup.restore", "operator", "", Map.of());
        try (var restored =
                Store.restore(test().elsewhere(false), test().root(), test().clock(), archive, told, Progress.NONE)) {
            restored.grants().requireAsMember(inbox, group, ann);
            restored.grants().requireAsMember(inbox, group, bob);
            assertRefused(new NotFound(), () -> restored.grants().requireAsMember(inbox, group, kim));
            assertThat(restored.verification().run(Progress.NONE).findings()).isEmpty();
        }
    }

    @Test
    default void aRecoverySlotOpensTheNewSeedWithoutAnybodyTyping() {
        var ann = somebody();
        var group = newGroup(ann);
        try (var shares = RecoveryKey.random(2, 3)) {
            var details = new SlotDetails("", Set.of(), Instant.EPOCH, Optional.empty());
            store().slots().addRecovery(group, shares.authority(), details);
            leave(group, ann);
            var slot = store().slots().of(group).stream()
                    .filter(known -> known.kind() == SlotKind.RECOVERY)
                    .findFirst()
                    .orElseThrow();
            var expected = store().accounts().current(group).orElseThrow().publicKey();
            try (var opened = AccountKey.openRecovery(store().keys().working(), slot.sealed(), shares, expected)) {
                assertThat(opened.generation()).isEqualTo(2);
            }
        }
        store().rotation().rotate(Progress.NONE);
        assertSound();
    }

    @Test
    default void aGroupOfBeforeThereWereGrantsGetsThemAtFirstUseOrAtTheNextStart() {
        var ann = somebody();
        var bob = somebody();
        var eve = somebody();
        var group = newGroup(ann, bob);
        var inbox = inbox(group);
        withoutGrants(group);
        assertOut(inbox, group, eve);
        assertThat(grant(group, ann))
                .as("a stranger's try grants the members theirs")
                .isNotEmpty();
        require(inbox, group, ann);
        withoutGrants(group);
        require(inbox, group, bob);
        withoutGrants(group);
        test().reopen();
        Awaitility.await()
                .until(() -> !grant(group, ann).isEmpty() && !grant(group, bob).isEmpty());
        assertThat(grant(group, eve)).isEmpty();
        require(inbox, group, ann);
        assertSound();
    }

    /** As a group was before: no rows, and a digest that counts none. */
    private void withoutGrants(AccountId group) {
        var rows = new SeedRows(() -> store().keys().directory());
        var accounts =
                new AccountRows(store().keys().tenant(), () -> store().keys().directory());
        store().transactions().run(tx -> {
            accounts.lock(tx, group); // the store keeps what was opened under it
            var macs = rows.grants(tx, group).stream()
                    .map(SeedRows.CheckedGrant::mac)
                    .toList();
            rows.deleteGrants(tx, group);
            accounts.change(
                    tx, group, row -> row.withSlots(accounts.changeSlots(row, macs, List.of()), row.nextSlot()));
        });
        store().keys().forget(group);
    }
}
