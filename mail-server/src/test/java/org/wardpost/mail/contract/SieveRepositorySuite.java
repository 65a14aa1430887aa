package org.wardpost.mail.contract;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.james.sieverepository.api.SieveRepository;
import org.apache.james.sieverepository.lib.SieveRepositoryContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wardpost.mail.sieve.SealedScripts;
import org.wardpost.mail.sieve.SealedSieveRepository;
import org.wardpost.mail.sieve.SieveSettings;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.NewAccount;

/** James's contract of a repository of Sieve scripts. */
abstract class SieveRepositorySuite implements SieveRepositoryContract {
    private TestStore test;
    private SieveRepository repository;

    abstract TestStore testStore();

    @BeforeEach
    void open() {
        test = testStore();
        var store = test.store();
        store.accounts()
                .create(new NewAccount(USERNAME.asString(), "", Set.of(), OptionalLong.empty(), OptionalLong.empty()));
        repository = new SealedSieveRepository(
                new SealedScripts(store.properties(), SieveSettings.defaults()),
                store.accounts(),
                store.properties(),
                test.clock());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Override
    public SieveRepository sieveRepository() {
        return repository;
    }
}
