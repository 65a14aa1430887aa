package org.wardpost.mail.contract;

import java.time.Instant;
import org.apache.james.utils.UpdatableTickingClock;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;

/** One store for each database and JVM: opening one takes longer than most of James's cases. Each case has accounts of its own. */
final class ContractStores {
    /** What the stores take for now; some suites set it. */
    static final UpdatableTickingClock CLOCK = new UpdatableTickingClock(Instant.now());

    private ContractStores() {}

    static Store h2() {
        return H2.STORE.store();
    }

    static Store postgres() {
        return Postgres.STORE.store();
    }

    private static final class H2 {
        static final TestStore STORE = closedAtEnd(TestStore.onH2(CLOCK));
    }

    private static final class Postgres {
        static final TestStore STORE = closedAtEnd(TestStore.onPostgres(CLOCK));
    }

    private static TestStore closedAtEnd(TestStore store) {
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
        return store;
    }
}
