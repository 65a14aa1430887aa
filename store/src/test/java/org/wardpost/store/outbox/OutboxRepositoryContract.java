package org.wardpost.store.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.TestStore;
import org.wardpost.vault.Ids;

interface OutboxRepositoryContract {
    Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    TestStore test();

    private OutboxRepository outbox() {
        return test().store().outbox();
    }

    private void add(AccountId target, int payload) {
        test().store().transactions().run(tx -> outbox().add(tx, target, 3, new byte[] {(byte) payload}, NOW));
    }

    @BeforeEach
    default void empty() {
        test().tamper("delete from outbox");
    }

    @Test
    default void entriesOfOneTargetComeOneByOneInOrder() {
        var ann = new AccountId(Ids.random());
        var bob = new AccountId(Ids.random());
        add(ann, 1);
        add(ann, 2);
        add(bob, 3);
        var due = outbox().due(NOW, 10);
        assertThat(due).extracting(e -> e.payload()[0]).containsExactly((byte) 1, (byte) 3);
        test().store()
                .transactions()
                .run(tx -> assertThat(outbox().done(tx, due.getFirst())).isTrue());
        assertThat(outbox().due(NOW, 10)).extracting(e -> e.payload()[0]).containsExactly((byte) 2, (byte) 3);
        test().store()
                .transactions()
                .run(tx -> assertThat(outbox().done(tx, due.getFirst())).isFalse());
    }

    @Test
    default void whatIsPutOffHoldsBackWhatComesAfterIt() {
        var ann = new AccountId(Ids.random());
        add(ann, 1);
        add(ann, 2);
        outbox().retry(outbox().due(NOW, 10).getFirst(), NOW.plusSeconds(60));
        assertThat(outbox().due(NOW, 10)).isEmpty();
        var later = outbox().due(NOW.plusSeconds(60), 10);
        assertThat(later).extracting(OutboxEntry::attempts).containsExactly(1);
    }

    @Test
    default void whatIsAddedInACommitThatFailsIsNotThere() {
        var ann = new AccountId(Ids.random());
        assertThatThrownBy(() -> test().store().transactions().run(tx -> {
                    outbox().add(tx, ann, 1, new byte[0], NOW);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(outbox().due(NOW, 10)).isEmpty();
    }
}
