package org.wardpost.store.collection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.wardpost.store.CollectionId;
import org.wardpost.store.TestStore;
import org.wardpost.store.item.ItemDraft;
import org.wardpost.store.item.Precondition;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.Mails;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;

/** New epochs while a mailbox and a calendar are written to from all sides: nothing is lost, nothing is unsound. */
interface RewrapUnderLoadContract {
    int BEFORE = 600;
    int COPIES = 200;
    int EPOCHS = 4;

    TestStore test();

    private Mails mails() {
        return new Mails(test());
    }

    @Test
    default void appendsFlagsCopiesAndRemovalsGoOnWhileRowsAreCarried() throws Exception {
        var box = mails().mailbox();
        var other = mails().mailboxBeside(box);
        var texts = new ConcurrentHashMap<Long, String>();
        for (int i = 0; i < BEFORE; i++) {
            var text = "before " + i;
            texts.put(mails().append(box, text).uid(), text);
        }
        var messages = test().store().messages();
        var stop = new AtomicBoolean();
        underWrites(
                stop,
                List.of(
                        () -> {
                            for (int i = 0; !stop.get(); i++) {
                                var text = "meanwhile " + i;
                                texts.put(mails().append(box, text).uid(), text);
                            }
                            return 0;
                        },
                        () -> {
                            for (int i = 0; !stop.get(); i++) {
                                var flags = MessageFlags.of(MessageFlags.FLAGGED, "$round" + i % 7);
                                var change = i % 2 == 0 ? new FlagChange.Add(flags) : new FlagChange.Remove(flags);
                                messages.setFlags(box, UidSet.ofRange(200, 400), change, Optional.empty());
                            }
                            return 0;
                        },
                        () -> {
                            for (int i = 0; !stop.get() && i < COPIES; i++) { // each has to be carried too
                                messages.copy(box, UidSet.ofRange(420, 440), other);
                            }
                            return 0;
                        },
                        () -> {
                            for (long uid = 1; !stop.get() && uid < 190; uid += 3) {
                                texts.remove(uid);
                                messages.expunge(box, UidSet.of(uid), false);
                            }
                            return 0;
                        }),
                box,
                other);
        var read = new TreeMap<Long, String>();
        mails().all(box).forEach(message -> read.put(message.uid(), mails().content(message)));
        assertThat(read).isEqualTo(new TreeMap<>(texts));
        assertSound();
    }

    @Test
    default void itemsGoOnWhileRowsAreCarried() throws Exception {
        var owner = test().newAccount().id();
        var rota = test().store()
                .collections()
                .create(owner, CollectionKind.CALENDAR, CollectionRole.NONE, "Rota", Map.of())
                .id();
        var items = test().store().items();
        for (int i = 0; i < BEFORE; i++) {
            items.put(rota, new Precondition.Any(), item("e" + i, "before"));
        }
        var stop = new AtomicBoolean();
        underWrites(
                stop,
                List.of(
                        () -> {
                            for (int i = 0; !stop.get(); i++) {
                                var stored = items.put(
                                        rota, new Precondition.Present(), item("e" + i % 300, "round " + i / 300));
                                assertThat(stored.created()).isFalse();
                            }
                            return 0;
                        },
                        () -> {
                            for (int i = 0; !stop.get(); i++) {
                                items.put(rota, new Precondition.Absent(), item("new" + i, "new"));
                                items.delete(rota, new Precondition.Present(), "new" + i);
                            }
                            return 0;
                        },
                        () -> {
                            for (int i = 0; !stop.get(); i++) {
                                var name = "e" + (300 + i % 300);
                                var found = items.find(rota, name);
                                assertThat(found).as(name).isPresent();
                                assertThat(items.body(found.orElseThrow()))
                                        .as(name)
                                        .isPresent();
                            }
                            return 0;
                        }),
                rota);
        assertSound();
    }

    private void underWrites(AtomicBoolean stop, List<Callable<Integer>> writers, CollectionId... collections)
            throws Exception {
        var grants = test().store().grants();
        var running = new ArrayList<Future<Integer>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                writers.forEach(writer -> running.add(executor.submit(writer)));
                for (int i = 0; i < EPOCHS; i++) {
                    for (var collection : collections) {
                        var member = test().newAccount().id();
                        grants.grant(collection, collection.owner(), member);
                        grants.revoke(collection, member);
                    }
                    if (i % 2 == 1) {
                        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isCarried(collections));
                    }
                }
            } finally {
                stop.set(true);
            }
        }
        for (var writer : running) {
            writer.get();
        }
        for (var collection : collections) {
            assertThat(test().look("select min(epoch) from collection_head where collection = ?", collection.value()))
                    .containsExactly(List.of(EPOCHS + 1));
        }
    }

    private boolean isCarried(CollectionId... collections) {
        for (var collection : collections) {
            for (var table : List.of("message", "tombstone", "item", "item_tombstone")) {
                var older = test().look(
                                "select 1 from " + table + " r join collection_head h on h.account = r.account"
                                        + " and h.collection = r.collection where r.collection = ? and r.epoch < h.epoch",
                                collection.value());
                if (!older.isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static ItemDraft item(String name, String body) {
        return new ItemDraft(name, new byte[0], body.getBytes(UTF_8));
    }

    private void assertSound() {
        assertThat(test().store().verification().run((_, _) -> {}).findings()).isEmpty();
    }
}
