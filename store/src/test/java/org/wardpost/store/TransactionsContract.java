package org.wardpost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.HeadChange;
import org.wardpost.vault.Ids;
import org.wardpost.vault.audit.AuditEvent;

interface TransactionsContract {
    TestStore test();

    private Transactions transactions() {
        return test().store().transactions();
    }

    @Test
    default void hooksRunInTheOrderOfCommitDiskAndEvent() {
        var box = test().newMailbox().id();
        var seen = new ArrayList<String>();
        try (var _ = test().store().changes().subscribe(change -> seen.add("announced"))) {
            transactions().run(tx -> {
                tx.announce(box, new Modseq(1));
                tx.afterDurable(() -> seen.add("durable"));
                tx.afterCommit(() -> seen.add("committed"));
                tx.onRollback(() -> seen.add("rolled back"));
            });
        }
        assertThat(seen).containsExactly("committed", "durable", "announced");
    }

    @Test
    default void whatFailsIsUndoneAndAnnouncesNothing() {
        var box = test().newMailbox().id();
        var seen = new ArrayList<String>();
        try (var _ = test().store().changes().subscribe(change -> seen.add("announced"))) {
            assertThatThrownBy(() -> transactions().run(tx -> {
                        tx.lock(box);
                        tx.announce(box, new Modseq(1));
                        tx.onRollback(() -> seen.add("rolled back"));
                        throw new RefusedException(new Refusal.OverQuota());
                    }))
                    .isInstanceOf(RefusedException.class);
        }
        assertThat(seen).containsExactly("rolled back");
    }

    @Test
    default void lastWordsComeWithTheChangeOrNotAtAll() {
        var domains = test().store().domains();
        var spoken = new ArrayList<String>();
        transactions().withLastWords(_ -> spoken.add("spoken"), () -> {
            domains.add("one.example");
            return domains.list(); // reading is no change
        });
        assertThat(spoken).containsExactly("spoken");
        assertThatThrownBy(() -> transactions()
                        .withLastWords(
                                tx -> {
                                    test().store()
                                            .audit()
                                            .append(tx, AuditEvent.of(Instant.EPOCH, "x", "", "", Map.of()));
                                    throw new IllegalStateException("killed here");
                                },
                                () -> domains.remove("one.example")))
                .hasMessage("killed here");
        assertThat(domains.list()).containsExactly("one.example");
        assertThat(test().look("select event from audit_event")).isEmpty();
    }

    @Test
    default void aTransactionThatFindsNothingToChangeHasNoLastWords() {
        var spoken = new ArrayList<String>();
        transactions()
                .withLastWords(
                        _ -> spoken.add("spoken"),
                        () -> test().store().domains().remove("nowhere.example"));
        assertThat(spoken).isEmpty();
    }

    @Test
    default void manyWritersOfOneCollectionTakeEachModseqOnce() throws Exception {
        var box = test().newMailbox().id();
        var keys = test().store().keys();
        var heads = new CollectionHeads(keys::server, keys);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                var _ = executor.submit(() -> transactions().run(tx -> {
                    var head = heads.lock(tx, box);
                    heads.change(tx, head, HeadChange.of(1, List.of(), List.of()));
                }));
            }
        }
        assertThat(test().store().collections().head(box).modseq()).isEqualTo(new Modseq(200));
    }

    @Test
    default void lockingDownwardsIsABugThatIsNamed() {
        var one = new CollectionId(AccountId.SERVER, Ids.of(new byte[16]));
        var two = new CollectionId(new AccountId(Ids.random()), Ids.random());
        transactions().run(tx -> tx.lock(List.of(two, one)));
        assertThatThrownBy(() -> transactions().run(tx -> {
                    tx.lock(two);
                    tx.lock(one);
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aFaultOfTheDatabaseTellsNoValue() {
        assertThatThrownBy(() -> test().tamper("insert into account (account) values (?)", "Hepatitis B"))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("SQLSTATE")
                .hasMessageNotContaining("Hepatitis")
                .hasNoCause();
    }

    @Test
    default void aThreadThatIsInterruptedHurtsNobodyElse() throws Exception {
        var box = test().newMailbox();
        for (int i = 0; i < 20; i++) {
            var thread = Thread.startVirtualThread(() -> {
                for (int n = 0; n < 1000; n++) {
                    test().look("select count(*) from collection_head");
                }
            });
            thread.interrupt();
            thread.join();
        }
        assertThat(test().store().collections().head(box.id()).uidNext()).isEqualTo(1);
        test().newMailbox();
    }
}
