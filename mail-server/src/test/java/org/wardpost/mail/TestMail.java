package org.wardpost.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wardpost.identity.Identity;
import org.wardpost.identity.IdentitySettings;
import org.wardpost.identity.Users;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.Account;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.store.message.UidSet;

/** A whole mail server on free ports of loopback over a test store: ann, bob and an alias in ward.example. */
public final class TestMail implements AutoCloseable {
    public static final String PASSWORD = "correct horse 7";

    private final TestStore store;
    private final Identity identity;
    private final UnaryOperator<MailServerSettings> change;
    private MailServer server;
    public final Account ann;
    public final Account bob;

    private TestMail(TestStore store, UnaryOperator<MailServerSettings> change) {
        this.store = store;
        this.change = change;
        store.store().domains().add("ward.example");
        this.identity = Identity.over(store.store(), IdentitySettings.defaults(), _ -> {}, store.clock());
        this.ann = account("ann@ward.example", OptionalLong.empty());
        this.bob = account("bob@ward.example", OptionalLong.empty());
        store.store().aliases().add("matron@ward.example", "ann@ward.example");
        store.store().aliases().add("team@ward.example", "ann@ward.example");
        store.store().aliases().add("team@ward.example", "bob@ward.example");
        start();
    }

    public static TestMail onH2() {
        return onH2(settings -> settings);
    }

    public static TestMail onH2(UnaryOperator<MailServerSettings> change) {
        return new TestMail(TestStore.onH2(), change);
    }

    public static TestMail onPostgres() {
        return new TestMail(TestStore.onPostgres(), settings -> settings);
    }

    private void start() {
        var settings = change.apply(
                MailServerSettings.defaults().withHostName("mail.ward.example").withPorts(Ports.anyFree()));
        try {
            server = MailServer.start(
                    settings, store.store(), identity.authenticator(), TestTls.LOCALHOST.material(), store.clock());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public void stop() {
        server.stop(Duration.ofSeconds(5));
    }

    /** Stops the server and the store and starts both again. */
    public void restart() {
        stop();
        store.reopen();
        start();
    }

    public Account account(String address, OptionalLong quotaBytes) {
        return identity.users()
                .create(new Users.NewUser(
                        address, "", Set.of(), quotaBytes, OptionalLong.empty(), PASSWORD.toCharArray()));
    }

    public TestStore testStore() {
        return store;
    }

    public Store store() {
        return store.store();
    }

    public MailServer server() {
        return server;
    }

    public int port(String name) {
        return server.ports().of(name);
    }

    public Dialog smtp() throws IOException {
        var dialog = Dialog.plain(port(Ports.SMTP));
        dialog.expect("220");
        dialog.say("EHLO client.example", "250");
        return dialog;
    }

    public Dialog lmtp() throws IOException {
        var dialog = Dialog.plain(port(Ports.LMTP));
        dialog.expect("220");
        dialog.say("LHLO client.example", "250");
        return dialog;
    }

    /** Signed in by submissions. */
    public Dialog submission(String user) throws IOException {
        var dialog = Dialog.tls(port(Ports.SUBMISSIONS));
        dialog.expect("220");
        dialog.say("EHLO client.example", "250");
        dialog.say("AUTH PLAIN " + Dialog.plainLogin(user, PASSWORD), "235");
        return dialog;
    }

    public List<StoredMessage> messages(Account account, String mailbox) {
        var found = store().collections().findByName(account.id(), CollectionKind.MAILBOX, mailbox);
        if (found.isEmpty()) return List.of();
        try (var all = store().messages().read(found.get().id(), UidSet.ofRange(1, 0xffff_ffffL), true)) {
            return all.toList();
        }
    }

    /** Waits until there are so many, and returns them as text. */
    public List<String> await(Account account, String mailbox, int count) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> messages(account, mailbox).size() >= count);
        return texts(account, mailbox);
    }

    public List<String> texts(Account account, String mailbox) {
        return messages(account, mailbox).stream().map(TestMail::text).toList();
    }

    public static String text(StoredMessage message) {
        try (var in = message.openBody()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
        store.close();
    }
}
