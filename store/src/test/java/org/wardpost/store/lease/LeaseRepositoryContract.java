package org.wardpost.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wardpost.store.TestStore;
import org.wardpost.vault.Ids;

interface LeaseRepositoryContract {
    Duration MINUTE = Duration.ofMinutes(1);

    TestStore test();

    private LeaseRepository other() {
        var store = test().store();
        return new LeaseRepository(store.transactions(), store.keys(), Ids.random(), test().clock());
    }

    private LeaseRepository mine() {
        return test().store().leases();
    }

    @Test
    default void oneNodeHasADutyUntilItsTimeIsOver() {
        var other = other();
        var first = mine().take("sweep", MINUTE).orElseThrow();
        assertThat(other.take("sweep", MINUTE)).isEmpty();
        assertThat(mine().take("sweep", MINUTE).orElseThrow().fence()).isEqualTo(first.fence());
        test().clock().advance(Duration.ofMinutes(2));
        assertThat(other.take("sweep", MINUTE).orElseThrow().fence()).isGreaterThan(first.fence());
        assertThat(mine().take("sweep", MINUTE)).isEmpty();
    }

    @Test
    default void whatIsGivenBackCanBeTakenAtOnce() {
        var other = other();
        mine().release(mine().take("scrub", MINUTE).orElseThrow());
        assertThat(other.take("scrub", MINUTE)).isPresent();
        assertThat(mine().take("another", MINUTE)).isPresent();
    }
}
