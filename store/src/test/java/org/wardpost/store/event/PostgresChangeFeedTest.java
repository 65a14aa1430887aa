package org.wardpost.store.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.wardpost.store.Modseq;
import org.wardpost.store.OnPostgres;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.vault.Ids;

/** Two nodes over one PostgreSQL. */
class PostgresChangeFeedTest extends OnPostgres {
    @Test
    void anotherNodeHearsOfAChangeAndOnesOwnIsHeardOnce() {
        var box = test().newMailbox().id();
        List<CollectionChanged> there = new CopyOnWriteArrayList<>();
        List<CollectionChanged> here = new CopyOnWriteArrayList<>();
        var url = test().settings().jdbcUrl().orElseThrow();
        try (var other = new PostgresChangeFeed(url, Ids.random());
                var _ = other.subscribe(there::add);
                var _ = test().store().changes().subscribe(here::add)) {
            Awaitility.await().until(() -> {
                test().store().changes().announce(box, new Modseq(7));
                return there.stream()
                        .anyMatch(change ->
                                change.id().equals(box) && change.modseq().value() == 7);
            });
            assertThat(there).allMatch(change -> change.origin().isPresent());
            assertThat(here).allMatch(change -> change.origin().isEmpty());
        }
    }

    @Test
    void aMailboxThatAnotherNodeMadeIsListed() {
        var owner = test().newAccount();
        assertThat(test().store().collections().list(owner.id(), CollectionKind.MAILBOX))
                .isEmpty();
        // another node's write, as this one would hear of it: the row is there, and HOME moved
        test().newMailbox(owner.id(), "A");
        var url = test().settings().jdbcUrl().orElseThrow();
        try (var other = new PostgresChangeFeed(url, Ids.random())) {
            var heard = new AtomicInteger();
            try (var _ = test().store()
                    .changes()
                    .subscribe(change -> heard.addAndGet(change.origin().isPresent() ? 1 : 0))) {
                Awaitility.await().until(() -> {
                    other.announce(owner.homeCollection(), new Modseq(2));
                    return heard.get() > 0;
                });
            }
        }
        assertThat(test().store().collections().list(owner.id(), CollectionKind.MAILBOX))
                .hasSize(1);
    }

    @Test
    void aConnectionThatIsLostComesBackAndTheGapIsTold() {
        var gaps = new AtomicInteger();
        try (var _ = test().store().changes().onGap(gaps::incrementAndGet)) {
            Awaitility.await().until(() -> {
                test().look(
                                "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen wardpost_changes'"
                                        + " and datname = current_database()");
                return gaps.get() > 0;
            });
        }
    }
}
