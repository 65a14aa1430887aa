package org.wardpost.store.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.Refusals.assertRefused;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Refusal.PreconditionFailed;
import org.wardpost.store.Refusal.StaleToken;
import org.wardpost.store.RefusedException;
import org.wardpost.store.TestStore;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.store.item.ItemChanges.Change;
import org.wardpost.store.item.ItemChanges.Changes;
import org.wardpost.store.item.ItemChanges.Forgotten;
import org.wardpost.store.item.Precondition.Absent;
import org.wardpost.store.item.Precondition.Any;
import org.wardpost.store.item.Precondition.Present;
import org.wardpost.store.item.Precondition.Version;
import org.wardpost.vault.Ids;
import org.wardpost.vault.TamperedException;

interface ItemRepositoryContract {
    TestStore test();

    private ItemRepository items() {
        return test().store().items();
    }

    private CollectionId newCalendar() {
        return test().store()
                .collections()
                .create(test().newAccount().id(), CollectionKind.CALENDAR, CollectionRole.NONE, "Rota", Map.of())
                .id();
    }

    private static ItemDraft item(String name, String body) {
        return new ItemDraft(name, ("summary of " + name).getBytes(UTF_8), body.getBytes(UTF_8));
    }

    private Modseq modseq(CollectionId collection) {
        return test().store().collections().head(collection).modseq();
    }

    private Changes changes(CollectionId collection, long since, int limit) {
        return (Changes) items().changesSince(collection, new Modseq(since), limit);
    }

    @Test
    default void anItemIsReadAgainWithItsBodyAfterARestart() {
        var rota = newCalendar();
        var stored = items().put(rota, new Any(), item("e1.ics", "BEGIN:VCALENDAR"));
        test().reopen();
        var found = items().find(rota, "e1.ics").orElseThrow();
        assertThat(found.etag()).isEqualTo(stored.etag());
        assertThat(found.modseq()).isEqualTo(new Modseq(1));
        assertThat(found.size()).isEqualTo(15);
        assertThat(found.summary()).isEqualTo("summary of e1.ics".getBytes(UTF_8));
        assertThat(items().body(found)).contains("BEGIN:VCALENDAR".getBytes(UTF_8));
        assertThat(items().find(rota, "e2.ics")).isEmpty();
    }

    @Test
    default void aRefusedWriteCostsNoModseq() {
        var rota = newCalendar();
        assertRefused(
                new PreconditionFailed(),
                () -> items().put(rota, new Version(Ids.random()), item("e1.ics", "BEGIN:VCALENDAR")));
        assertThat(modseq(rota)).isEqualTo(new Modseq(0));
    }

    @Test
    default void preconditionsAreThoseOfHttp() {
        var rota = newCalendar();
        assertRefused(new PreconditionFailed(), () -> items().put(rota, new Present(), item("a", "1")));
        var first = items().put(rota, new Absent(), item("a", "1"));
        assertThat(first.created()).isTrue();
        assertRefused(new PreconditionFailed(), () -> items().put(rota, new Absent(), item("a", "2")));
        var second = items().put(rota, new Version(first.etag()), item("a", "2"));
        assertThat(second.created()).isFalse();
        assertRefused(new PreconditionFailed(), () -> items().delete(rota, new Version(first.etag()), "a"));
        assertThat(items().delete(rota, new Version(second.etag()), "a")).isEqualTo(new Modseq(3));
        assertRefused(new NotFound(), () -> items().delete(rota, new Any(), "a"));
    }

    @Test
    default void ofSixteenRacingWritersOneWins() throws Exception {
        var rota = newCalendar();
        var first = items().put(rota, new Any(), item("a", "0"));
        var wins = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                var mine = item("a", "by " + i);
                var _ = executor.submit(() -> {
                    try {
                        items().put(rota, new Version(first.etag()), mine);
                        wins.incrementAndGet();
                    } catch (RefusedException lost) {
                        assertThat(lost.refusal()).isEqualTo(new PreconditionFailed());
                    }
                });
            }
        }
        assertThat(wins).hasValue(1);
        assertThat(modseq(rota)).isEqualTo(new Modseq(2));
    }

    @Test
    default void changesAreToldOnceAndInOrder() {
        var rota = newCalendar();
        items().put(rota, new Any(), item("a", "1"));
        items().put(rota, new Any(), item("b", "1"));
        items().put(rota, new Any(), item("a", "2"));
        items().delete(rota, new Any(), "b");
        items().put(rota, new Any(), item("c", "1"));
        assertThat(changes(rota, 0, 10).changes()).extracting(Change::name).containsExactly("a", "b", "c");
        assertThat(changes(rota, 3, 10).changes()).extracting(Change::name).containsExactly("b", "c");
        var none = changes(rota, 5, 10);
        assertThat(none.changes()).isEmpty();
        assertThat(none.upTo()).isEqualTo(new Modseq(5));
    }

    @Test
    default void pagesTogetherTellWhatOneAnswerTells() {
        var rota = newCalendar();
        for (int i = 0; i < 7; i++) {
            items().put(rota, new Any(), item("i" + i, "1"));
        }
        items().delete(rota, new Any(), "i3");
        items().put(rota, new Any(), item("i3", "again"));
        items().delete(rota, new Any(), "i5");
        var state = new ArrayList<String>();
        var at = new Modseq(0);
        Changes page;
        do {
            page = changes(rota, at.value(), 2);
            for (var change : page.changes()) {
                state.remove(change.name());
                if (change instanceof ItemChanges.Written) {
                    state.add(change.name());
                }
            }
            at = page.upTo();
        } while (!page.complete());
        assertThat(state).containsExactlyInAnyOrder("i0", "i1", "i2", "i3", "i4", "i6");
    }

    @Test
    default void aTokenFromBeforeASweepIsForgottenAndOneFromTheFutureStale() {
        var rota = newCalendar();
        items().put(rota, new Any(), item("a", "1"));
        items().delete(rota, new Any(), "a");
        items().put(rota, new Any(), item("b", "1"));
        items().sweep(rota, new Modseq(2));
        assertThat(items().changesSince(rota, new Modseq(1), 10)).isInstanceOf(Forgotten.class);
        assertThat(changes(rota, 2, 10).changes()).hasSize(1);
        assertThat(changes(rota, 0, 10).changes()).extracting(Change::name).containsExactly("b");
        assertRefused(new StaleToken(), () -> items().changesSince(rota, new Modseq(9), 10));
    }

    @Test
    default void itemsThatAreSwappedPutBackOrTakenAwayAreNoticed() {
        var rota = newCalendar();
        var a = items().put(rota, new Any(), item("a", "mine"));
        items().put(rota, new Any(), item("b", "yours"));
        var columns = "account, collection, name_tag, epoch, modseq, item, wrapped, size, record, body_seal, mac, body";
        var old = test().look("select " + columns + " from item where item = ?", a.etag())
                .getFirst();
        var newer = items().put(rota, new Any(), item("a", "mine, changed"));
        assertThat(findings()).isEmpty();

        test().tamper("delete from item where item = ?", newer.etag());
        test().tamper("insert into item (" + columns + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", old.toArray());
        assertThat(findings()).hasSize(1);
        test().tamper("update item set name_tag = ? where item = ?", "0123456789abcdef".getBytes(UTF_8), a.etag());
        assertThatThrownBy(() -> items().changesSince(rota, Modseq.ZERO, 10)).isInstanceOf(TamperedException.class);
        test().store().collections().delete(rota);
        assertThat(findings()).isEmpty();
    }

    private List<?> findings() {
        return test().store().verification().run((_, _) -> {}).findings();
    }

    @Test
    default void removalsOfLongAgoAreForgottenAndThoseOfLateAreNot() {
        var rota = newCalendar();
        for (int i = 0; i < 3; i++) {
            items().put(rota, new Any(), item("e" + i, "x"));
        }
        items().delete(rota, new Any(), "e0");
        var before = modseq(rota);
        test().clock().advance(Duration.ofDays(61));
        items().delete(rota, new Any(), "e1");
        assertThat(items().sweep(rota, test().clock().instant().minus(Duration.ofDays(60))))
                .isEqualTo(1);
        assertThat(items().changesSince(rota, new Modseq(1), 100)).isInstanceOf(Forgotten.class);
        assertThat(changes(rota, before.value(), 100).changes()).hasSize(1);
        assertThat(test().store().verification().run((_, _) -> {}).findings()).isEmpty();
    }
}
