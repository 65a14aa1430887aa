package org.wardpost.store.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.Refusals.assertRefused;

import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Refusal.NotPermitted;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.AccountRows;
import org.wardpost.vault.Ids;
import org.wardpost.vault.TamperedException;

interface GrantRepositoryContract {
    TestStore test();

    private GrantRepository grants() {
        return test().store().grants();
    }

    private CollectionId mailbox() {
        return test().newMailbox().id();
    }

    private AccountId somebody() {
        return test().newAccount().id();
    }

    @Test
    default void aMemberOpensWhatItWasGrantedAndNobodyElseDoes() {
        var shared = mailbox();
        var ann = somebody();
        var bob = somebody();
        grants().grant(shared, shared.owner(), ann);
        grants().require(shared, ann);
        grants().require(shared, shared.owner());
        assertRefused(new NotFound(), () -> grants().require(shared, bob));
        assertThat(grants().holders(shared)).containsExactly(ann);
        assertThat(grants().heldBy(ann)).containsExactly(shared);
        assertThat(grants().heldBy(shared.owner())).isEmpty();
        assertSound();
    }

    @Test
    default void theFirstOpeningPutsTheOwnWrapInThePlaceOfTheSignedGrant() {
        var shared = mailbox();
        var ann = somebody();
        grants().grant(shared, shared.owner(), ann);
        assertThat(row(shared, ann)).element(0).isNull();
        grants().require(shared, ann);
        Awaitility.await().until(() -> row(shared, ann).get(1) == null);
        assertThat((byte[]) row(shared, ann).get(0)).hasSize(40);
        test().reopen();
        grants().require(shared, ann);
        assertSound();
    }

    @Test
    default void grantingTwiceIsGrantingOnce() {
        var shared = mailbox();
        var ann = somebody();
        grants().grant(shared, shared.owner(), ann);
        var first = row(shared, ann).get(1);
        grants().grant(shared, shared.owner(), ann);
        grants().grant(shared, shared.owner(), shared.owner());
        assertThat(row(shared, ann).get(1)).isEqualTo(first);
    }

    @Test
    default void aHolderMayGrantOn() {
        var shared = mailbox();
        var ann = somebody();
        var bob = somebody();
        assertRefused(new NotPermitted("grant"), () -> grants().grant(shared, ann, bob));
        grants().grant(shared, shared.owner(), ann);
        grants().grant(shared, ann, bob);
        grants().require(shared, bob);
        assertThat(grants().holders(shared)).containsExactlyInAnyOrder(ann, bob);
    }

    @Test
    default void whoIsRevokedIsRefusedAtOnceAndAfterARestart() {
        var shared = mailbox();
        var ann = somebody();
        var bob = somebody();
        grants().grant(shared, shared.owner(), ann);
        grants().grant(shared, shared.owner(), bob);
        grants().require(shared, ann);
        grants().revoke(shared, ann);
        assertRefused(new NotFound(), () -> grants().require(shared, ann));
        grants().require(shared, bob);
        assertThat(grants().holders(shared)).containsExactly(bob);
        assertThat(grants().heldBy(ann)).isEmpty();
        test().reopen();
        assertRefused(new NotFound(), () -> grants().require(shared, ann));
        grants().require(shared, bob);
        grants().revoke(shared, ann);
        assertSound();
    }

    @Test
    default void theOwnerIsNotRevoked() {
        var shared = mailbox();
        assertRefused(new NotPermitted("revoke"), () -> grants().revoke(shared, shared.owner()));
    }

    @Test
    default void nothingIsGrantedToOrOnWhatIsNotThere() {
        var shared = mailbox();
        var nobody = new AccountId(UUID.randomUUID());
        assertRefused(new NotFound(), () -> grants().grant(shared, shared.owner(), nobody));
        var gone = new CollectionId(shared.owner(), UUID.randomUUID());
        assertRefused(new NotFound(), () -> grants().grant(gone, shared.owner(), somebody()));
    }

    @Test
    default void whoLeavesLosesWhatItHeldOfOthers() {
        var shared = mailbox();
        var ann = somebody();
        grants().grant(shared, shared.owner(), ann);
        test().store().accounts().remove(ann);
        assertThat(grants().holders(shared)).isEmpty();
        assertThat(test().store().collections().find(shared).orElseThrow().epoch())
                .isEqualTo(2);
        assertSound();
    }

    @Test
    default void aCollectionThatGoesTakesItsGrantsAlong() {
        var shared = mailbox();
        var ann = somebody();
        grants().grant(shared, shared.owner(), ann);
        grants().require(shared, ann);
        test().store().collections().delete(shared);
        assertThat(grants().heldBy(ann)).isEmpty();
        assertRefused(new NotFound(), () -> grants().require(shared, ann));
        assertSound();
    }

    @Test
    default void grantsOfTwoMembersThatWereSwappedGiveNoKey() {
        var shared = mailbox();
        var ann = somebody();
        var bob = somebody();
        grants().grant(shared, shared.owner(), ann);
        grants().grant(shared, shared.owner(), bob);
        var annsRow = raw(shared, ann);
        var bobsRow = raw(shared, bob);
        put(shared, ann, bobsRow);
        put(shared, bob, annsRow);
        assertThatThrownBy(() -> grants().require(shared, ann)).isInstanceOf(TamperedException.class);
        assertAudited(shared);
        put(shared, ann, annsRow);
        put(shared, bob, bobsRow);
        grants().require(shared, ann);
    }

    @Test
    default void grantsOfTwoCollectionsThatWereSwappedGiveNoKey() {
        var ann = somebody();
        var one = mailbox();
        var other = test().newMailbox(one.owner(), "Other").id();
        grants().grant(one, one.owner(), ann);
        grants().grant(other, one.owner(), ann);
        var ones = raw(one, ann);
        put(one, ann, raw(other, ann));
        assertThatThrownBy(() -> grants().require(one, ann)).isInstanceOf(TamperedException.class);
        assertAudited(one);
        put(one, ann, ones);
        grants().require(one, ann);
    }

    @Test
    default void aGrantThatAnotherAccountSignedGivesNoKey() {
        var shared = mailbox();
        var ann = somebody();
        grants().grant(shared, shared.owner(), ann);
        var right = raw(shared, ann);
        var store = test().store();
        var forged = store.keys()
                .account(somebody())
                .grant(
                        store.keys().current(shared),
                        store.accounts().find(ann).orElseThrow().publicKey(),
                        ann.value())
                .bytes();
        System.arraycopy(Ids.bytes(shared.owner().value()), 0, forged, 54, 16); // who it says that signed it
        replaceSigned(shared, ann, forged);
        assertThatThrownBy(() -> grants().require(shared, ann))
                .isInstanceOf(TamperedException.class)
                .hasMessageContaining("not signed by its granter");
        assertAudited(shared);
        replaceSigned(shared, ann, (byte[]) right.get(1));
        grants().require(shared, ann);
        assertSound();
    }

    @Test
    default void aGrantThatIsPutBackAfterItWasTakenAwayGivesNoKey() {
        var shared = mailbox();
        var ann = somebody();
        grants().grant(shared, shared.owner(), ann);
        var old = test().look(
                        "select * from collection_grant where collection = ? and holder = ?",
                        shared.value(),
                        ann.value())
                .getFirst();
        grants().revoke(shared, ann);
        test().tamper(
                        "insert into collection_grant (account, collection, epoch, holder, wrapped, signed, mac)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        old.toArray());
        assertThatThrownBy(() -> test().store()
                        .transactions()
                        .read(tx -> test().store().keys().asHolder(ann).epoch(tx, shared, (Integer) old.get(2))))
                .isInstanceOf(TamperedException.class);
        assertAudited(shared);
        assertThat(test().store().verification().run((_, _) -> {}).findings())
                .anyMatch(finding ->
                        finding.kind().equals("grant") && finding.account().equals(shared.owner()));
        test().tamper("delete from collection_grant where collection = ? and holder = ?", shared.value(), ann.value());
        assertSound();
    }

    /** As whoever has the directory's key would: the row's MAC and the owner's digest are right, only the grant is not. */
    private void replaceSigned(CollectionId collection, AccountId holder, byte[] signed) {
        var store = test().store();
        var rows = new GrantRows(() -> store.keys().directory());
        var accounts = new AccountRows(store.keys().tenant(), () -> store.keys().directory());
        store.transactions().run(tx -> {
            var old = rows.on(tx, collection).stream()
                    .filter(grant -> grant.row().holder().equals(holder))
                    .findFirst()
                    .orElseThrow();
            rows.delete(tx, old.row());
            var now =
                    rows.insert(tx, new GrantRows.GrantRow(collection, old.row().epoch(), holder, null, signed));
            accounts.change(
                    tx,
                    collection.owner(),
                    row -> row.withGrants(accounts.changeGrants(row, List.of(old.mac()), List.of(now))));
        });
    }

    private List<Object> row(CollectionId collection, AccountId holder) {
        return test().look(
                        "select wrapped, signed from collection_grant where collection = ? and holder = ?"
                                + " order by epoch desc",
                        collection.value(),
                        holder.value())
                .getFirst();
    }

    private List<Object> raw(CollectionId collection, AccountId holder) {
        return test().look(
                        "select wrapped, signed, mac from collection_grant where collection = ? and holder = ?",
                        collection.value(),
                        holder.value())
                .getFirst();
    }

    private void put(CollectionId collection, AccountId holder, List<Object> raw) {
        test().tamper(
                        "update collection_grant set wrapped = ?, signed = ?, mac = ? where collection = ? and holder = ?",
                        raw.get(0),
                        raw.get(1),
                        raw.get(2),
                        collection.value(),
                        holder.value());
    }

    private void assertAudited(CollectionId collection) {
        var target = collection.owner() + "/" + collection.value();
        Awaitility.await()
                .until(() -> test().store().audit().read(0, 10_000).stream()
                        .anyMatch(chained -> chained.event().what().equals("damage.found")
                                && chained.event().target().equals(target)));
    }

    private void assertSound() {
        assertThat(test().store().verification().run((_, _) -> {}).findings()).isEmpty();
    }
}
