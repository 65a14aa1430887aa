package org.wardpost.store.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.message.MessageFlags.ANSWERED;
import static org.wardpost.store.message.MessageFlags.DELETED;
import static org.wardpost.store.message.MessageFlags.FLAGGED;
import static org.wardpost.store.message.MessageFlags.RECENT;
import static org.wardpost.store.message.MessageFlags.SEEN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wardpost.store.CollectionId;
import org.wardpost.store.InParallel;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Refusal.OverQuota;
import org.wardpost.store.RefusedException;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.AccountChange;
import org.wardpost.vault.Ids;

/** What a mailbox promises, on every database. */
interface MessageRepositoryContract {
    TestStore test();

    private Mails mails() {
        return new Mails(test());
    }

    private MessageRepository messages() {
        return test().store().messages();
    }

    @Test
    default void aMessageIsReadAsItWasWrittenAfterARestart() {
        var box = mails().mailbox();
        var appended =
                mails().append(box, "Bay 4: potassium 6.1", MessageFlags.of(SEEN | FLAGGED, "$Ward", "Übergabe"));
        test().reopen();
        var read = messages().find(box, appended.uid()).orElseThrow();
        assertThat(mails().content(read)).isEqualTo("Bay 4: potassium 6.1");
        assertThat(read.size()).isEqualTo(20);
        assertThat(read.flags()).isEqualTo(MessageFlags.of(SEEN | FLAGGED, "$Ward", "Übergabe"));
        assertThat(read.internalDate()).isEqualTo(Instant.parse("2026-11-01T10:11:12.345Z"));
        assertThat(read.saveDate()).isEqualTo(appended.saveDate());
        assertThat(read.modseq()).isEqualTo(appended.modseq());
        assertThat(read.objectId()).isEqualTo(appended.objectId());
        assertThat(new String(read.summary())).isEqualTo("summary of 20");
    }

    @Test
    default void uidsAndModseqsGrowByOne() {
        var box = mails().mailbox();
        for (int i = 1; i <= 5; i++) {
            var appended = mails().append(box, "number " + i);
            assertThat(appended.uid()).isEqualTo(i);
            assertThat(appended.modseq()).isEqualTo(new Modseq(i));
        }
        assertThat(test().store().collections().head(box).uidNext()).isEqualTo(6);
        assertThat(test().store().collections().head(box).total()).isEqualTo(5);
        assertThat(test().store().collections().head(box).unseen()).isEqualTo(5);
    }

    @Test
    default void largeMessagesAndLargeSummariesAreReadAsTheyWereWritten() {
        var box = mails().mailbox();
        var content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        var summary = new byte[900_000];
        new Random(2).nextBytes(summary);
        long uid;
        try (var object = mails().spooled(content)) {
            object.summary(summary);
            uid = messages().append(box, Mails.draft(object, MessageFlags.NONE)).uid();
        }
        test().reopen();
        var read = messages().find(box, uid).orElseThrow();
        assertThat(read.summary()).isEqualTo(summary);
        assertThat(read.openBody()).hasBinaryContent(content);
        var middle = new byte[1000];
        assertThat(read.body().read(1_999_500, middle, 0, 1000)).isEqualTo(1000);
        assertThat(middle).isEqualTo(java.util.Arrays.copyOfRange(content, 1_999_500, 2_000_500));
    }

    @Test
    default void concurrentAppendsIntoOneMailboxAreAllThereOnce() throws Exception {
        var box = mails().mailbox();
        var uids = new ConcurrentLinkedQueue<Long>();
        InParallel.run(
                8,
                writer -> IntStream.range(0, 25)
                        .forEach(i ->
                                uids.add(mails().append(box, writer + "/" + i).uid())));
        assertThat(uids).hasSize(200).doesNotHaveDuplicates();
        var read = mails().all(box);
        assertThat(read)
                .extracting(StoredMessage::uid)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(new HashSet<>(read.stream().map(mails()::content).toList())).hasSize(200);
        assertThat(test().store().collections().head(box).modseq()).isEqualTo(new Modseq(200));
    }

    @Test
    default void onlyChangedMessagesTakeAModseq() {
        var box = mails().mailbox();
        mails().append(box, "a", MessageFlags.of(SEEN));
        mails().append(box, "b");
        mails().append(box, "c", MessageFlags.of(SEEN, "$x"));
        mails().append(box, "d");
        var result = messages().setFlags(box, UidSet.ALL, new FlagChange.Add(MessageFlags.of(SEEN)), Optional.empty());
        assertThat(result.messages()).extracting(FlagResult.Updated::uid).containsExactly(1L, 2L, 3L, 4L);
        assertThat(result.messages()).extracting(FlagResult.Updated::changed).containsExactly(false, true, false, true);
        assertThat(result.messages()).extracting(u -> u.modseq().value()).containsExactly(1L, 5L, 3L, 6L);
        assertThat(result.modseq()).isEqualTo(new Modseq(6));
        assertThat(messages().find(box, 3).orElseThrow().flags().keywords()).containsExactly("$x");
        assertThat(test().store().collections().head(box).unseen()).isZero();
    }

    @Test
    default void keywordsAreAddedRemovedAndReplaced() {
        var box = mails().mailbox();
        mails().append(box, "a", MessageFlags.of(RECENT, "Alpha"));
        var keywords = UidSet.of(1);
        messages()
                .setFlags(
                        box, keywords, new FlagChange.Add(MessageFlags.of(FLAGGED, "Beta", "alpha")), Optional.empty());
        assertThat(messages().find(box, 1).orElseThrow().flags())
                .isEqualTo(MessageFlags.of(RECENT | FLAGGED, "Alpha", "Beta"));
        messages().setFlags(box, keywords, new FlagChange.Remove(MessageFlags.of(0, "ALPHA")), Optional.empty());
        assertThat(messages().find(box, 1).orElseThrow().flags().keywords()).containsExactly("Beta");
        messages().setFlags(box, keywords, new FlagChange.Replace(MessageFlags.of(SEEN, "Gamma")), Optional.empty());
        assertThat(messages().find(box, 1).orElseThrow().flags()).isEqualTo(MessageFlags.of(SEEN | RECENT, "Gamma"));
    }

    @Test
    default void unchangedSinceLeavesNewerMessagesAlone() {
        var box = mails().mailbox();
        mails().append(box, "a");
        mails().append(box, "b");
        messages().setFlags(box, UidSet.of(2), new FlagChange.Add(MessageFlags.of(ANSWERED)), Optional.empty());
        var result = messages()
                .setFlags(box, UidSet.ALL, new FlagChange.Add(MessageFlags.of(SEEN)), Optional.of(new Modseq(2)));
        assertThat(result.modified()).isEqualTo(UidSet.of(2));
        assertThat(result.messages()).extracting(FlagResult.Updated::uid).containsExactly(1L);
        assertThat(messages().find(box, 2).orElseThrow().flags()).isEqualTo(MessageFlags.of(ANSWERED));
    }

    @Test
    default void ofRacingWritersWithUnchangedSinceOneWins() throws Exception {
        var box = mails().mailbox();
        mails().append(box, "a");
        var winners = new ConcurrentLinkedQueue<Integer>();
        InParallel.run(16, writer -> {
            var keyword = new FlagChange.Add(MessageFlags.of(0, "writer" + writer));
            var result = messages().setFlags(box, UidSet.of(1), keyword, Optional.of(new Modseq(1)));
            if (result.modified().isEmpty()) {
                winners.add(writer);
            }
        });
        assertThat(winners).hasSize(1);
        assertThat(messages().find(box, 1).orElseThrow().flags().keywords()).containsExactly("writer" + winners.peek());
    }

    @Test
    default void recentIsResetInOneStepAndOnlyOnce() {
        var box = mails().mailbox();
        mails().append(box, "a", MessageFlags.of(RECENT));
        mails().append(box, "b");
        mails().append(box, "c", MessageFlags.of(RECENT));
        var modseq = test().store().collections().head(box).modseq();
        assertThat(messages().resetRecent(box)).isEqualTo(UidSet.of(1, 3));
        assertThat(messages().resetRecent(box)).isEqualTo(UidSet.EMPTY);
        assertThat(test().store().collections().head(box).modseq()).isEqualTo(modseq);
        assertThat(mails().all(box)).noneMatch(message -> message.flags().recent());
        mails().append(box, "d", MessageFlags.of(RECENT));
        assertThat(messages().find(box, 4).orElseThrow().flags().recent()).isTrue();
        assertThat(test().store().views().view(box).recent()).isEqualTo(1);
    }

    @Test
    default void copyGivesNewUidsAndSharesTheObject() {
        var from = mails().mailbox();
        var to = mails().mailboxBeside(from);
        mails().append(to, "already there");
        for (int i = 0; i < 20; i++) {
            mails().append(from, "number " + i, MessageFlags.of(SEEN, "k" + i % 3));
        }
        var copied = messages().copy(from, UidSet.ofRange(3, 15), to).messages();
        assertThat(copied)
                .extracting(CopyResult::sourceUid)
                .containsExactlyElementsOf(LongStream.rangeClosed(3, 15).boxed().toList());
        assertThat(copied)
                .extracting(CopyResult::targetUid)
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 14).boxed().toList());
        assertThat(mails().content(to, 2)).isEqualTo("number 2");
        assertThat(messages().find(to, 2).orElseThrow().flags()).isEqualTo(MessageFlags.of(SEEN | RECENT, "k2"));
        assertThat(messages().find(to, 2).orElseThrow().objectId())
                .isEqualTo(messages().find(from, 3).orElseThrow().objectId());
        messages().expunge(from, UidSet.ALL, false);
        assertThat(mails().all(to).stream().map(mails()::content)).contains("number 2", "number 14");
        assertThat(messages().expunge(to, UidSet.ALL, false).messages()).hasSize(14);
        assertNoObjectIsLeft(copied.getFirst().objectId());
    }

    @Test
    default void moveIsOutOfOneAndIntoTheOther() {
        var from = mails().mailbox();
        var to = mails().mailboxBeside(from);
        for (int i = 1; i <= 12; i++) {
            mails().append(from, "number " + i);
        }
        var before = test().store().quotas().usage(from.owner());
        var moved = messages().move(from, UidSet.of(2, 3, 5, 7, 11), to).messages();
        assertThat(moved).extracting(CopyResult::targetUid).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(mails().all(from)).extracting(StoredMessage::uid).containsExactly(1L, 4L, 6L, 8L, 9L, 10L, 12L);
        assertThat(mails().content(to, 5)).isEqualTo("number 11");
        assertThat(test().store().quotas().usage(from.owner())).isEqualTo(before);
        var changes = (Changes.Since) messages().changesSince(from, new Modseq(12), 100);
        assertThat(changes.vanished()).isEqualTo(UidSet.of(2, 3, 5, 7, 11));
    }

    @Test
    default void moveWithinOneMailboxGivesNewUids() {
        var box = mails().mailbox();
        mails().append(box, "a");
        mails().append(box, "b");
        var moved = messages().move(box, UidSet.of(1), box).messages();
        assertThat(moved).extracting(CopyResult::targetUid).containsExactly(3L);
        assertThat(mails().all(box).stream().map(mails()::content)).containsExactly("b", "a");
    }

    @Test
    default void oppositeMovesDoNotWaitForEachOther() throws Exception {
        var one = mails().mailbox();
        var other = mails().mailboxBeside(one);
        for (int i = 0; i < 10; i++) {
            mails().append(one, "one " + i);
            mails().append(other, "other " + i);
        }
        InParallel.run(20, i -> messages().move(i % 2 == 0 ? one : other, UidSet.ALL, i % 2 == 0 ? other : one));
        var all = new ArrayList<>(mails().all(one));
        all.addAll(mails().all(other));
        assertThat(all.stream().map(mails()::content)).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    default void aCopyIntoAnotherAccountIsChargedThereAndStartsItsOwnThread() {
        var from = mails().mailbox();
        var to = mails().mailbox();
        var appended = mails().append(from, "shared", Mails.links("<1@x>", "s"));
        var copied = messages().copy(from, UidSet.of(1), to).messages();
        assertThat(copied.getFirst().threadId()).isEqualTo(appended.objectId());
        assertThat(mails().content(to, 1)).isEqualTo("shared");
        assertThat(test().store().quotas().usage(to.owner()).bytes()).isEqualTo(6);
        messages().move(to, UidSet.of(1), from);
        assertThat(test().store().quotas().usage(to.owner()).bytes()).isZero();
        assertThat(mails().content(from, 2)).isEqualTo("shared");
    }

    @Test
    default void expungeTakesWhatIsMarkedAndLeavesTombstones() {
        var box = mails().mailbox();
        for (int i = 0; i < 10; i++) {
            mails().append(box, "x", i % 2 == 0 ? MessageFlags.of(DELETED) : MessageFlags.NONE);
        }
        var gone = messages().expunge(box, UidSet.ofRange(1, 6), true).messages();
        assertThat(gone).extracting(ExpungedMessage::uid).containsExactly(1L, 3L, 5L);
        assertThat(gone).extracting(e -> e.modseq().value()).containsExactly(11L, 12L, 13L);
        assertThat(test().store().collections().head(box).deleted()).isEqualTo(2);
        var changes = (Changes.Since) messages().changesSince(box, new Modseq(10), 100);
        assertThat(changes.vanished()).isEqualTo(UidSet.of(1, 3, 5));
        assertThat(changes.changed()).isEqualTo(UidSet.EMPTY);
        assertThat(mails().append(box, "next").uid()).isEqualTo(11);
    }

    @Test
    default void changesCanBeAskedForInSteps() {
        var box = mails().mailbox();
        for (int i = 0; i < 10; i++) {
            mails().append(box, "x");
        }
        messages().expunge(box, UidSet.of(4), false);
        messages().setFlags(box, UidSet.of(1), new FlagChange.Add(MessageFlags.of(SEEN)), Optional.empty());
        var first = (Changes.Since) messages().changesSince(box, new Modseq(8), 2);
        assertThat(first.changed()).isEqualTo(UidSet.of(9, 10));
        assertThat(first.complete()).isFalse();
        assertThat(first.upTo()).isEqualTo(new Modseq(10));
        var rest = (Changes.Since) messages().changesSince(box, first.upTo(), 100);
        assertThat(rest.changed()).isEqualTo(UidSet.of(1));
        assertThat(rest.vanished()).isEqualTo(UidSet.of(4));
        assertThat(rest.complete()).isTrue();
        assertThat(rest.upTo()).isEqualTo(new Modseq(12));
    }

    @Test
    default void sweptRemovalsAreForgottenAndTheMailboxStaysGood() {
        var box = mails().mailbox();
        for (int i = 0; i < 5; i++) {
            mails().append(box, "x");
        }
        messages().expunge(box, UidSet.of(1, 2), false);
        test().clock().advance(Duration.ofDays(90));
        messages().expunge(box, UidSet.of(5), false);
        assertThat(test().store()
                        .tombstones()
                        .sweep(box, test().clock().instant().minus(Duration.ofDays(60))))
                .isEqualTo(2);
        assertThat(messages().changesSince(box, new Modseq(5), 10)).isInstanceOf(Changes.Forgotten.class);
        assertThat(((Changes.Since) messages().changesSince(box, new Modseq(7), 10)).vanished())
                .isEqualTo(UidSet.of(5));
        assertGood(box);
    }

    @Test
    default void aFullAccountRefusesAndStaysAsItWas() {
        var box = mails().mailbox();
        var account = test().store().accounts().find(box.owner()).orElseThrow();
        test().store()
                .accounts()
                .update(
                        box.owner(),
                        new AccountChange(
                                account.displayName(),
                                account.roles(),
                                true,
                                OptionalLong.of(10),
                                OptionalLong.empty()));
        mails().append(box, "12345678");
        var head = test().store().collections().head(box);
        assertThatThrownBy(() -> mails().append(box, "123"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(new OverQuota()));
        assertThatThrownBy(() -> messages().copy(box, UidSet.ALL, box)).isInstanceOf(RefusedException.class);
        assertThat(test().store().collections().head(box)).isEqualTo(head);
        mails().append(box, "12");
        messages().expunge(box, UidSet.of(1), false);
        mails().append(box, "12345678");
        assertThat(test().store().quotas().usage(box.owner()).bytes()).isEqualTo(10);
    }

    @Test
    default void aDeliveryThatIsTriedAgainComesOnce() {
        var box = mails().mailbox();
        var delivery = Ids.random();
        try (var object = mails().spooled("once")) {
            var draft =
                    new MessageDraft(object, MessageFlags.NONE, Instant.EPOCH, ThreadLinks.NONE, Optional.of(delivery));
            var first = messages().append(box, draft);
            var second = messages().append(box, draft);
            assertThat(first.duplicate()).isFalse();
            assertThat(second.duplicate()).isTrue();
            assertThat(second.uid()).isEqualTo(first.uid());
        }
        assertThat(mails().all(box)).hasSize(1);
    }

    @Test
    default void oneObjectIsDeliveredToManyInOneCommitOrToNobody() {
        var ann = mails().mailbox();
        var bob = mails().mailbox();
        var gone = new CollectionId(bob.owner(), Ids.random());
        try (var object = mails().spooled("to all")) {
            var draft = Mails.draft(object, MessageFlags.NONE);
            var none = messages().deliver(List.of(new Delivery(ann, draft), new Delivery(gone, draft)));
            assertThat(none).isEqualTo(new Delivered.None(java.util.Map.of(1, new NotFound())));
            assertThat(mails().all(ann)).isEmpty();
            var all = (Delivered.All) messages().deliver(List.of(new Delivery(ann, draft), new Delivery(bob, draft)));
            assertThat(all.appended()).extracting(Appended::uid).containsExactly(1L, 1L);
        }
        assertThat(mails().content(ann, 1)).isEqualTo("to all");
        assertThat(mails().content(bob, 1)).isEqualTo("to all");
        messages().expunge(ann, UidSet.ALL, false);
        assertThat(mails().content(bob, 1)).isEqualTo("to all");
    }

    @Test
    default void aSpooledObjectIsStoredAgainAfterTheFirstOneWhoGotItDeletedIt() {
        var ann = mails().mailbox();
        var bob = mails().mailbox();
        var large = "x".repeat(500_000);
        try (var object = mails().spooled(large)) {
            messages().append(ann, Mails.draft(object, MessageFlags.NONE));
            messages().expunge(ann, UidSet.ALL, false);
            messages().append(bob, Mails.draft(object, MessageFlags.NONE));
        }
        assertThat(mails().content(bob, 1)).isEqualTo(large);
    }

    @Test
    default void messagesThatShareAnIdAndTheSubjectAreOneThread() {
        var box = mails().mailbox();
        var other = mails().mailboxBeside(box);
        var first = mails().append(box, "1", Mails.links("<a@x>", "rota"));
        var answer = mails().append(other, "2", Mails.links("<b@x>", "rota", "<a@x>"));
        var third = mails().append(box, "3", Mails.links("<c@x>", "rota", "<b@x>"));
        var otherSubject = mails().append(box, "4", Mails.links("<d@x>", "menu", "<a@x>"));
        var stranger = mails().append(box, "5", Mails.links("<e@x>", "rota"));
        assertThat(first.threadId()).isEqualTo(first.objectId());
        assertThat(answer.threadId()).isEqualTo(first.threadId());
        assertThat(third.threadId()).isEqualTo(first.threadId());
        assertThat(otherSubject.threadId()).isEqualTo(otherSubject.objectId());
        assertThat(stranger.threadId()).isEqualTo(stranger.objectId());
        assertThat(messages().thread(box.owner(), first.threadId()))
                .containsExactlyInAnyOrder(first.objectId(), answer.objectId(), third.objectId());
        assertThat(messages().threadOf(box.owner(), Mails.links("<z@x>", "rota", "<c@x>")))
                .contains(first.threadId());
        assertThat(messages().places(box.owner(), answer.objectId()))
                .containsExactly(new MessageRepository.Place(other, 1));
    }

    @Test
    default void aReservedUidIsInsertedLater() {
        var box = mails().mailbox();
        mails().append(box, "1");
        long uid = messages().reserveUid(box);
        var modseq = messages().reserveModseq(box);
        mails().append(box, "3");
        assertGood(box);
        try (var object = mails().spooled("2")) {
            messages().insert(box, new InsertedMessage(uid, modseq, Mails.draft(object, MessageFlags.NONE)));
        }
        assertThat(mails().all(box).stream().map(mails()::content)).containsExactly("1", "2", "3");
        assertGood(box);
    }

    @Test
    default void readingJumpsBetweenScatteredAndDenseUids() {
        var box = mails().mailbox();
        var drafts = new ArrayList<Delivery>();
        for (int i = 1; i <= 700; i++) {
            drafts.add(new Delivery(box, Mails.draft(mails().spooled("n" + i), MessageFlags.NONE)));
        }
        messages().deliver(drafts);
        var wanted = UidSet.ofRanges(List.of(
                new UidSet.Range(1, 1),
                new UidSet.Range(5, 7),
                new UidSet.Range(100, 650),
                new UidSet.Range(699, 705)));
        var read = messages().read(box, wanted, false).map(mails()::content).toList();
        assertThat(read)
                .hasSize(1 + 3 + 551 + 2)
                .startsWith("n1", "n5", "n6", "n7", "n100")
                .endsWith("n650", "n699", "n700");
        assertThat(messages().read(box, UidSet.of(999), true)).isEmpty();
    }

    @Test
    default void aDeletedMailboxTakesItsMessagesWithIt() {
        var box = mails().mailbox();
        var other = mails().mailboxBeside(box);
        var shared = mails().append(box, "shared");
        mails().append(box, "alone");
        messages().copy(box, UidSet.of(1), other);
        test().store().collections().delete(box);
        assertThatThrownBy(() -> mails().all(box)).isInstanceOf(RefusedException.class);
        assertThat(mails().content(other, 1)).isEqualTo("shared");
        assertThat(test().store().quotas().usage(box.owner()).messages()).isEqualTo(1);
        assertThat(messages().places(box.owner(), shared.objectId())).hasSize(1);
        test().store().accounts().remove(box.owner());
        assertNoObjectIsLeft(shared.objectId());
    }

    private void assertNoObjectIsLeft(UUID id) {
        long left = test().store()
                .transactions()
                .read(tx -> tx.jdbc(c -> {
                    try (var statement = c.prepareStatement("select count(*) from object where id = ?")) {
                        statement.setObject(1, id);
                        try (var result = statement.executeQuery()) {
                            result.next();
                            return result.getLong(1);
                        }
                    }
                }));
        assertThat(left).isZero();
    }

    private void assertGood(CollectionId box) {
        var findings = new ArrayList<Finding>();
        test().store().mailboxVerification().verify(box, true, findings::add, _ -> {});
        assertThat(findings).isEmpty();
    }
}
