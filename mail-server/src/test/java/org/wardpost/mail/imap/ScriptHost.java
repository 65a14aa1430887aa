package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxPath;
import org.wardpost.store.TestStore;

/** A server as James's scripts expect it: {@code .} between levels, users without a domain, INBOX and no other mailbox. */
public final class ScriptHost implements AutoCloseable {
    private final ImapFixture server;
    private final Set<String> users = ConcurrentHashMap.newKeySet();

    /** @param store closed with this */
    public ScriptHost(TestStore store) {
        server = ImapFixture.forScripts(store);
    }

    public void forgetUsers() {
        for (var user : users) server.removeUser(user);
        users.clear();
        try {
            server.mailboxes().maxQuotaManager().removeGlobalMaxMessage();
            server.mailboxes().maxQuotaManager().removeGlobalMaxStorage();
        } catch (MailboxException e) {
            throw new IllegalStateException(e);
        }
    }

    public void addUser(String user, String password) {
        if (users.add(user)) server.addUser(user, password);
    }

    public void createMailbox(MailboxPath path) throws MailboxException {
        addUser(path.getUser().asString(), "password");
        var manager = server.mailboxes().mailboxManager();
        manager.createMailbox(path, server.session(path.getUser().asString()));
    }

    public void grant(MailboxPath path, Username user, MailboxACL.Rfc4314Rights rights) throws MailboxException {
        var manager = server.mailboxes().mailboxManager();
        var acl = MailboxACL.EMPTY.apply(
                MailboxACL.command().forUser(user).rights(rights).asAddition());
        manager.setRights(path, acl, server.session(path.getUser().asString()));
    }

    public void setQuota(QuotaCountLimit messages, QuotaSizeLimit octets) throws MailboxException {
        server.mailboxes().maxQuotaManager().setGlobalMaxMessage(messages);
        server.mailboxes().maxQuotaManager().setGlobalMaxStorage(octets);
    }

    public Client connect() throws IOException {
        return new Client(new RawImap(server.address()));
    }

    @Override
    public void close() {
        server.close();
    }

    /** One connection, in lines. */
    public static final class Client {
        private final RawImap wire;

        Client(RawImap wire) {
            this.wire = wire;
        }

        public String readLine() throws IOException {
            return wire.line();
        }

        public void writeLine(String line) throws IOException {
            wire.send(line + "\r\n");
        }

        public void close() throws IOException {
            wire.close();
        }
    }
}
