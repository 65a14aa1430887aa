package org.wardpost.mail.contract;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.james.sieverepository.api.SieveRepository;
import org.apache.james.sieverepository.lib.SieveRepositoryContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.wardpost.mail.sieve.SealedScripts;
import org.wardpost.mail.sieve.SealedSieveRepository;
import org.wardpost.mail.sieve.SieveSettings;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.NewAccount;

/** James's contract of a repository of Sieve scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SieveRepositorySuite implements SieveRepositoryContract {
    private TestStore test;
    private SieveRepository repository;

    abstract TestStore testStore();

    @BeforeAll
    void open() {
        test = testStore();
    }

    @BeforeEach
    void freshUser() throws Exception {
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
    void noUser() throws Exception {
        repository.removeQuota();
        test.store()
                .accounts()
                .findByAddress(USERNAME.asString())
                .ifPresent(user -> test.store().accounts().remove(user.id()));
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Override
    public SieveRepository sieveRepository() {
        return repository;
    }
}
