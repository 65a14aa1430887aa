package org.wardpost.mail.contract;

import org.apache.james.mailrepository.MailRepositoryContract;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.repository.SealedMailRepository;
import org.wardpost.store.TestStore;

/** James's contract of a mail repository. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MailRepositorySuite implements MailRepositoryContract {
    private TestStore test;
    private int tests;

    abstract TestStore testStore();

    @BeforeAll
    void open() {
        test = testStore();
    }

    @BeforeEach
    void freshPaths() {
        tests++;
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Override
    public MailRepository retrieveRepository() {
        return retrieveRepository(MailRepositoryPath.from("error"));
    }

    @Override
    public MailRepository retrieveRepository(MailRepositoryPath path) {
        return new SealedMailRepository(
                MailRepositoryPath.from(tests + "/" + path.asString()),
                test.store().queue(),
                new Messages(test.store()));
    }
}
