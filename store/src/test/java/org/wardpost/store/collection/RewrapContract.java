package org.wardpost.store.collection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.Refusals.assertRefused;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.IndependentReader;
import org.wardpost.store.Modseq;
import org.wardpost.store.Progress;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.TestStore;
import org.wardpost.store.item.ItemChanges.Changes;
import org.wardpost.store.item.ItemDraft;
import org.wardpost.store.item.Precondition;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.Mails;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.TamperedException;

/** A new epoch: what was written before stays readable and sound at every step on its way to the new key, and after it. */
interface RewrapContract {
    /** Does nothing in the background. */
    TestStore test();

    private Mails mails() {
        return new Mails(test());
    }

    private GrantRepository grants() {
        return test().store().grants();
    }

    private AccountId granted(CollectionId shared) {
        var member = test().newAccount().id();
        grants().grant(shared, shared.owner(), member);
        return member;
    }

    private CollectionId filled(int messages) {
        var box = mails().mailbox();
        for (int i = 1; i <= messages; i++) {
            mails().append(box, "message " + i, MessageFlags.of(MessageFlags.SEEN, "$k" + i));
        }
        return box;
    }

    private void walk(CollectionId id) {
        while (test().store().rewrap().step(id) > 0) {
            assertSound();
        }
    }

    private void finish(CollectionId id) {
        walk(id);
        test().clock().advance(Rewrap.READERS.plusMillis(1));
        assertThat(test().store().rewrap().step(id)).isZero();
        assertThat(test().store().rewrap().waiting()).doesNotContain(id);
    }

    @Test
    default void messagesAndTombstonesAreCarriedAndNobodySeesIt() {
        var box = filled(5);
        test().store().messages().expunge(box, UidSet.of(2), false);
        var ann = granted(box);
        var before = test().store().collections().head(box);
        grants().revoke(box, ann);
        assertThat(epochs("message", box)).containsExactly(1);
        assertThat(mails().content(box, 1)).isEqualTo("message 1");
        mails().append(box, "message 6");
        assertSound();
        finish(box);
        assertThat(epochs("message", box)).containsExactly(2);
        assertThat(epochs("tombstone", box)).containsExactly(2);
        assertThat(epochs("collection_grant", box)).containsExactly(2);
        var after = test().store().collections().head(box);
        assertThat(after.modseq().value()).isEqualTo(before.modseq().value() + 1);
        assertThat(after.rewrapping()).isEmpty();
        test().reopen();
        assertThat(mails().content(box, 5)).isEqualTo("message 5");
        assertThat(test().store().messages().find(box, 5).orElseThrow().flags().keywords())
                .containsExactly("$k5");
        assertSound();
    }

    @Test
    default void aRestartInTheMiddleGoesOn() {
        var box = filled(Rewrap.STEP + 40);
        var ann = granted(box);
        grants().revoke(box, ann);
        assertThat(test().store().rewrap().step(box)).isEqualTo(Rewrap.STEP);
        assertThat(epochs("message", box)).containsExactly(1, 2);
        assertThat(count("message", box, 2)).isEqualTo(Rewrap.STEP);
        test().reopen();
        assertThat(test().store().rewrap().waiting()).contains(box);
        assertThat(mails().all(box)).hasSize(Rewrap.STEP + 40).allMatch(message -> message.intact());
        assertSound();
        finish(box);
        assertThat(epochs("message", box)).containsExactly(2);
        assertThat(mails().content(box, Rewrap.STEP + 1)).isEqualTo("message " + (Rewrap.STEP + 1));
    }

    @Test
    default void aNewEpochInTheMiddleCarriesEverythingToTheLast() {
        var box = filled(Rewrap.STEP + 5);
        var ann = granted(box);
        var bob = granted(box);
        grants().revoke(box, ann);
        test().store().rewrap().step(box);
        grants().revoke(box, bob);
        mails().append(box, "in the third");
        assertThat(epochs("message", box)).containsExactly(1, 2, 3);
        assertSound();
        finish(box);
        assertThat(epochs("message", box)).containsExactly(3);
        assertThat(epochs("collection_grant", box)).containsExactly(3);
        assertSound();
    }

    @Test
    default void flagsCopiesAndRemovalsOfRowsOfTheEarlierEpochAreSound() {
        var box = filled(12);
        var other = mails().mailboxBeside(box);
        grants().revoke(box, granted(box));
        var messages = test().store().messages();
        messages.setFlags(
                box,
                UidSet.ofRange(1, 10),
                new FlagChange.Add(MessageFlags.of(MessageFlags.FLAGGED)),
                Optional.empty());
        messages.setFlags(
                box, UidSet.of(11), new FlagChange.Add(MessageFlags.of(MessageFlags.ANSWERED)), Optional.empty());
        messages.copy(box, UidSet.ofRange(3, 12), other);
        messages.move(box, UidSet.of(4), other);
        messages.expunge(box, UidSet.of(5), false);
        assertSound();
        finish(box);
        assertSound();
        assertThat(mails().content(box, 11)).isEqualTo("message 11");
        assertThat(mails().content(other, 1)).isEqualTo("message 3");
    }

    @Test
    default void itemsAreFoundByNameAtEveryStep() {
        var owner = test().newAccount().id();
        var rota = test().store()
                .collections()
                .create(owner, CollectionKind.CALENDAR, CollectionRole.NONE, "Rota", Map.of())
                .id();
        var items = test().store().items();
        for (int i = 0; i < Rewrap.STEP + 10; i++) {
            items.put(rota, new Precondition.Any(), item("e" + i));
        }
        items.delete(rota, new Precondition.Any(), "e3");
        var etag = items.find(rota, "e7").orElseThrow().etag();
        grants().revoke(rota, granted(rota));
        test().store().rewrap().step(rota);
        assertThat(epochs("item", rota)).containsExactly(1, 2);
        var last = "e" + (Rewrap.STEP + 9);
        for (var name : List.of("e7", last)) {
            var found = items.find(rota, name).orElseThrow();
            assertThat(items.body(found)).hasValue(("body of " + name).getBytes(UTF_8));
        }
        assertThat(items.find(rota, "e3")).isEmpty();
        assertThat(items.put(rota, new Precondition.Any(), item(last)).created())
                .isFalse();
        items.delete(rota, new Precondition.Any(), "e" + (Rewrap.STEP + 8));
        assertSound();
        finish(rota);
        assertThat(epochs("item", rota)).containsExactly(2);
        assertThat(epochs("item_tombstone", rota)).containsExactly(2);
        assertThat(items.find(rota, "e7").orElseThrow().etag()).isEqualTo(etag);
        assertThat(items.changesSince(rota, Modseq.ZERO, 10_000))
                .isInstanceOfSatisfying(
                        Changes.class, changes -> assertThat(changes.changes()).hasSize(Rewrap.STEP + 10));
        test().reopen();
        assertThat(test().store().items().find(rota, "e7")).isPresent();
        assertSound();
    }

    @Test
    default void whatAnAccountKeepsOfItselfIsCarriedToo() {
        var account = test().newAccount();
        var home = account.homeCollection();
        var box = test().newMailbox(account.id(), "Ward/Été").id();
        var properties = test().store().properties();
        for (int i = 0; i < 300; i++) {
            properties.put(account.id(), account.id().value(), PropertyKind.SETTING, "s" + i, new byte[] {(byte) i});
        }
        properties.put(account.id(), box.value(), PropertyKind.ANNOTATION, "/comment", new byte[] {7});
        grants().revoke(home, granted(home));
        test().store().rewrap().step(home);
        test().reopen();
        assertThat(test().store().properties().list(account.id(), account.id().value(), PropertyKind.SETTING))
                .hasSize(300);
        test().store().properties().put(account.id(), account.id().value(), PropertyKind.SETTING, "s1", new byte[] {9});
        assertSound();
        finish(home);
        test().reopen();
        assertThat(test().store().properties().get(account.id(), account.id().value(), PropertyKind.SETTING, "s1"))
                .hasValue(new byte[] {9});
        assertThat(test().store().properties().get(account.id(), box.value(), PropertyKind.ANNOTATION, "/comment"))
                .hasValue(new byte[] {7});
        assertThat(test().store().collections().findByName(account.id(), CollectionKind.MAILBOX, "Ward/Été"))
                .isPresent();
        assertThat(test().look(
                                "select distinct epoch from property where account = ?",
                                account.id().value()))
                .containsExactly(List.of(2));
        assertSound();
    }

    @Test
    default void whoWasRevokedGetsNoKeyOfAnyEpochAndWhoRemainsGetsBoth() {
        var box = filled(2);
        var ann = granted(box);
        var bob = granted(box);
        grants().require(box, ann);
        grants().revoke(box, ann);
        for (int epoch : new int[] {1, 2}) {
            assertRefused(new NotFound(), () -> open(box, ann, epoch));
            open(box, bob, epoch);
        }
        finish(box);
        assertRefused(new NotFound(), () -> open(box, bob, 1));
        open(box, bob, 2);
        var late = granted(box);
        open(box, late, 2);
        assertThat(epochs("collection_grant", box)).containsExactly(2);
    }

    @Test
    default void aMemberWhoComesInTheMiddleOpensWhatIsNotCarriedYet() {
        var box = filled(2);
        grants().revoke(box, granted(box));
        var late = granted(box);
        open(box, late, 1);
        open(box, late, 2);
        finish(box);
        assertSound();
    }

    @Test
    default void anEarlierEpochsGrantThatIsPutBackGivesNoKey() {
        var box = filled(2);
        var ann = granted(box);
        var old = test().look(
                        "select * from collection_grant where collection = ? and holder = ?", box.value(), ann.value())
                .getFirst();
        grants().revoke(box, granted(box));
        finish(box);
        test().tamper(
                        "insert into collection_grant (account, collection, epoch, holder, wrapped, signed, mac)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        old.toArray());
        assertThatThrownBy(() -> open(box, ann, 1)).isInstanceOf(TamperedException.class);
        assertThat(test().store().verification().run((_, _) -> {}).findings())
                .anyMatch(finding -> finding.kind().equals("grant"));
        test().tamper("delete from collection_grant where collection = ? and epoch = 1", box.value());
        assertSound();
    }

    @Test
    default void aDamagedRowStaysAndKeepsItsKeyAndTheOthersGoOn() {
        var box = filled(4);
        grants().revoke(box, granted(box));
        test().tamper("update message set flags = 2 where collection = ? and uid = 2", box.value());
        while (test().store().rewrap().step(box) > 0) {
            // verify would name the row
        }
        assertThat(count("message", box, 1)).isEqualTo(1);
        test().clock().advance(Rewrap.READERS.plusMillis(1));
        test().store().rewrap().step(box);
        assertThat(epochs("collection_grant", box)).containsExactly(1, 2);
        test().tamper("update message set flags = 1 where collection = ? and uid = 2", box.value());
        assertThat(mails().content(box, 2)).isEqualTo("message 2");
        assertSound();
        test().tamper("update message set flags = 2 where collection = ? and uid = 2", box.value());
        test().store().mailboxRepair().repair(box);
        long octets = "message 1".length() * 3L;
        test().store().transactions().run(tx -> test().store().quotas().repair(tx, box.owner(), octets, 3));
        test().clock().advance(Duration.ofHours(2));
        test().store().rewrap().step(box);
        assertThat(test().store().rewrap().waiting()).doesNotContain(box);
        assertThat(epochs("collection_grant", box))
                .as("what was set aside can still be looked into")
                .containsExactly(1, 2);
        assertSound();
    }

    @Test
    default void aBackupTakenInTheMiddleIsReadByTheIndependentReader() throws Exception {
        var owner = test().newAccount();
        var box = test().newMailbox(owner.id(), "Ward").id();
        for (int i = 1; i <= Rewrap.STEP + 1; i++) {
            mails().append(box, "message " + i);
        }
        grants().revoke(box, granted(box));
        test().store().rewrap().step(box);
        mails().append(box, "of the second epoch");
        assertThat(epochs("message", box)).containsExactly(1, 2);
        var folder = test().folder().resolve("backup-" + box.value());
        test().store().backup().make(folder, Progress.NONE);
        assertThat(read(folder, owner.address(), 1)).as("carried").isEqualTo("message 1");
        assertThat(read(folder, owner.address(), Rewrap.STEP + 1))
                .as("not carried yet")
                .isEqualTo("message " + (Rewrap.STEP + 1));
        assertThat(read(folder, owner.address(), Rewrap.STEP + 2)).isEqualTo("of the second epoch");
        finish(box);
    }

    private String read(Path backup, String address, long uid) throws Exception {
        return IndependentReader.print(test(), backup, address, "Ward", uid);
    }

    @Test
    default void aHeadThatIsSaidToBeCarriedIsAnError() {
        var box = filled(2);
        grants().revoke(box, granted(box));
        var position = test().look(
                        "select rewrap_from, rewrap_stage, rewrap_at from collection_head where collection = ?",
                        box.value())
                .getFirst();
        test().tamper(
                        "update collection_head set rewrap_from = null, rewrap_stage = null, rewrap_at = null"
                                + " where collection = ?",
                        box.value());
        assertThatThrownBy(() -> test().store().collections().head(box)).isInstanceOf(TamperedException.class);
        test().tamper(
                        "update collection_head set rewrap_from = ?, rewrap_stage = ?, rewrap_at = ? where collection = ?",
                        position.get(0),
                        position.get(1),
                        position.get(2),
                        box.value());
        finish(box);
    }

    private static ItemDraft item(String name) {
        return new ItemDraft(name, ("summary of " + name).getBytes(UTF_8), ("body of " + name).getBytes(UTF_8));
    }

    private void open(CollectionId id, AccountId holder, int epoch) {
        test().store()
                .transactions()
                .read(tx -> test().store().keys().asHolder(holder).epoch(tx, id, epoch));
    }

    private List<Integer> epochs(String table, CollectionId id) {
        return test()
                .look("select distinct epoch from " + table + " where collection = ? order by epoch", id.value())
                .stream()
                .map(row -> ((Number) row.getFirst()).intValue())
                .toList();
    }

    private int count(String table, CollectionId id, int epoch) {
        return test().look("select uid from " + table + " where collection = ? and epoch = ?", id.value(), epoch)
                .size();
    }

    private void assertSound() {
        assertThat(test().store().verification().run((_, _) -> {}).findings()).isEmpty();
    }
}
