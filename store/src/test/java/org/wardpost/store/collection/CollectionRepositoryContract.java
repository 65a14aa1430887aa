package org.wardpost.store.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.Refusals.assertRefused;

import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Refusal.NotPermitted;
import org.wardpost.store.TestStore;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.TamperedException;

interface CollectionRepositoryContract {
    TestStore test();

    private CollectionRepository collections() {
        return test().store().collections();
    }

    @Test
    default void aCollectionIsListedAndFoundByNameAfterARestart() {
        var owner = test().newAccount().id();
        var made = collections()
                .create(owner, CollectionKind.MAILBOX, CollectionRole.SENT, "Sent/Été", Map.of("acl", "ann lr"));
        test().reopen();
        assertThat(collections().list(owner, CollectionKind.MAILBOX)).containsExactly(made);
        assertThat(collections().list(owner, CollectionKind.CALENDAR)).isEmpty();
        assertThat(collections().findByName(owner, CollectionKind.MAILBOX, "Sent/Été"))
                .contains(made);
        assertThat(collections().find(made.id())).contains(made);
    }

    @Test
    default void aNameIsUniqueWithinKindAndAccount() {
        var owner = test().newAccount().id();
        test().newMailbox(owner, "A");
        assertRefused(new AlreadyExists(), () -> test().newMailbox(owner, "A"));
        collections().create(owner, CollectionKind.CALENDAR, CollectionRole.NONE, "A", Map.of());
        test().newMailbox(test().newAccount().id(), "A");
    }

    @Test
    default void sixteenWhoMakeTheSameNameMakeItOnce() throws Exception {
        var owner = test().newAccount().id();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                var _ = executor.submit(() -> test().newMailbox(owner, "Same"));
            }
        }
        assertThat(collections().list(owner, CollectionKind.MAILBOX)).hasSize(1);
    }

    @Test
    default void namesCanBeSwappedInOneCommit() {
        var owner = test().newAccount().id();
        var a = test().newMailbox(owner, "A");
        var b = test().newMailbox(owner, "B");
        collections().renameTree(owner, Map.of(a.id(), "B", b.id(), "A"));
        assertThat(collections()
                        .findByName(owner, CollectionKind.MAILBOX, "A")
                        .orElseThrow()
                        .id())
                .isEqualTo(b.id());
        assertThat(collections().find(a.id()).orElseThrow().name()).isEqualTo("B");
        assertThat(collections().find(a.id()).orElseThrow().uidValidity()).isEqualTo(a.uidValidity());
    }

    @Test
    default void aRenameOntoAnotherChangesNothing() {
        var owner = test().newAccount().id();
        var a = test().newMailbox(owner, "A");
        var b = test().newMailbox(owner, "B");
        var c = test().newMailbox(owner, "C");
        assertRefused(new AlreadyExists(), () -> collections().renameTree(owner, Map.of(a.id(), "D", b.id(), "C")));
        assertThat(collections().list(owner, CollectionKind.MAILBOX)).containsExactlyInAnyOrder(a, b, c);
    }

    @Test
    default void propertiesAreChangedFromWhatIsThere() {
        var box = test().newMailbox();
        collections().setProperties(box.id(), old -> Map.of("color", "red"));
        collections().setProperties(box.id(), old -> Map.of("color", old.get("color") + "der"));
        assertThat(collections().find(box.id()).orElseThrow().properties()).isEqualTo(Map.of("color", "redder"));
    }

    @Test
    default void whatIsDeletedIsGoneWithItsProperties() {
        var box = test().newMailbox();
        var owner = box.id().owner();
        var properties = test().store().properties();
        properties.put(owner, box.id().value(), PropertyKind.ANNOTATION, "/comment", new byte[] {1});
        collections().delete(box.id());
        assertThat(collections().find(box.id())).isEmpty();
        assertThat(properties.list(owner, box.id().value(), PropertyKind.ANNOTATION))
                .isEmpty();
        assertRefused(new NotFound(), () -> collections().head(box.id()));
        assertRefused(new NotFound(), () -> collections().delete(box.id()));
        assertThat(test().store().verification().run((_, _) -> {}).findings()).isEmpty();
    }

    @Test
    default void homeStays() {
        var account = test().newAccount();
        assertRefused(new NotPermitted("delete"), () -> collections().delete(account.homeCollection()));
    }

    @Test
    default void aNewHeadIsEmpty() {
        var head = collections().head(test().newMailbox().id());
        assertThat(head.modseq()).isEqualTo(Modseq.ZERO);
        assertThat(head.uidNext()).isEqualTo(1);
        assertThat(head.total()).isZero();
    }

    @Test
    default void aCounterThatWasChangedIsAnError() {
        var box = test().newMailbox();
        test().tamper(
                        "update collection_head set uid_next = 7 where collection = ?",
                        box.id().value());
        assertThatThrownBy(() -> collections().head(box.id())).isInstanceOf(TamperedException.class);
        test().tamper(
                        "update collection_head set uid_next = 1 where collection = ?",
                        box.id().value());
        assertThat(collections().head(box.id()).uidNext()).isEqualTo(1);
    }

    @Test
    default void aGrantOfAnotherCollectionIsAnError() {
        var owner = test().newAccount().id();
        var a = test().newMailbox(owner, "A");
        var b = test().newMailbox(owner, "B");
        var wrapped = test().look("select wrapped from collection_grant where collection = ?", a.id().value())
                .getFirst()
                .getFirst();
        var right = test().look("select wrapped from collection_grant where collection = ?", b.id().value())
                .getFirst()
                .getFirst();
        test().tamper("update collection_grant set wrapped = ? where collection = ?", wrapped, b.id().value());
        test().reopen();
        assertThatThrownBy(() -> test().store().keys().current(b.id())).isInstanceOf(TamperedException.class);
        test().tamper("update collection_grant set wrapped = ? where collection = ?", right, b.id().value());
    }
}
