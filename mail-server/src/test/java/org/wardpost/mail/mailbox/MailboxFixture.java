package org.wardpost.mail.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.ByteContent;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.FakeAuthenticator;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.Account;
import org.wardpost.store.message.UidSet;

/** Mailboxes on a store of their own, with accounts that have their standard mailboxes. */
final class MailboxFixture implements AutoCloseable {
    final TestStore store = TestStore.onH2();
    final Mailboxes mailboxes =
            Mailboxes.open(store.store(), new SessionProviderImpl(new FakeAuthenticator(), NOBODY), store.clock());

    private static final Authorizator NOBODY = (_, _) -> Authorizator.AuthorizationState.FORBIDDEN;

    MailboxSession newUser() {
        Account account = store.newAccount();
        new StandardMailboxes(store.store().collections()).ensure(account.id());
        return mailboxes.mailboxManager().createSystemSession(Username.of(account.address()));
    }

    SealedMessageManager inbox(MailboxSession of) throws MailboxException {
        return open(MailboxPath.inbox(of), of);
    }

    SealedMessageManager open(MailboxPath path, MailboxSession by) throws MailboxException {
        return (SealedMessageManager) mailboxes.mailboxManager().getMailbox(path, by);
    }

    /** @param octets one octet a char */
    long append(SealedMessageManager mailbox, MailboxSession by, String octets) throws MailboxException {
        return append(mailbox, by, octets.getBytes(ISO_8859_1));
    }

    long append(SealedMessageManager mailbox, MailboxSession by, byte[] octets) throws MailboxException {
        return mailbox.appendMessage(AppendCommand.from(new ByteContent(octets)), by)
                .getId()
                .getUid()
                .asLong();
    }

    SealedMessageResult fetch(SealedMessageManager mailbox, MailboxSession by, long uid) throws MailboxException {
        return mailbox.results(UidSet.of(uid), true, by).findFirst().orElseThrow();
    }

    List<Long> uids(SealedMessageManager mailbox) throws MailboxException {
        return java.util.Arrays.stream(mailbox.view().uids()).boxed().toList();
    }

    @Override
    public void close() {
        store.close();
    }
}
