package org.wardpost.mail.contract;

import org.apache.james.mailrepository.MailRepositoryContract;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.repository.SealedMailRepository;
import org.wardpost.store.TestStore;

/** James's contract of a mail repository. */
abstract class MailRepositorySuite implements MailRepositoryContract {
    private TestStore test;

    abstract TestStore testStore();

    @BeforeEach
    void open() {
        test = testStore();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Override
    public MailRepository retrieveRepository() {
        return retrieveRepository(MailRepositoryPath.from("error"));
    }

    @Override
    public MailRepository retrieveRepository(MailRepositoryPath path) {
        return new SealedMailRepository(path, test.store().queue(), new Messages(test.store()));
    }
}
