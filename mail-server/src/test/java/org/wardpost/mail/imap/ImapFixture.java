package org.wardpost.mail.imap;

import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.exception.SubscriptionException;
import org.apache.james.mailbox.model.MailboxPath;
import org.jspecify.annotations.Nullable;
import org.wardpost.identity.Authenticator;
import org.wardpost.identity.LoginAttempt;
import org.wardpost.identity.LoginResult;
import org.wardpost.identity.Principal;
import org.wardpost.identity.Protocol;
import org.wardpost.identity.Role;
import org.wardpost.mail.mailbox.IdentitySessionProvider;
import org.wardpost.mail.mailbox.Mailboxes;
import org.wardpost.mail.mailbox.StandardMailboxes;
import org.wardpost.mail.message.IntakeMemory;
import org.wardpost.mail.netty.ServerTls;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;

/** An IMAP server on a free port of loopback, with people who can log in. */
final class ImapFixture implements AutoCloseable {
    static final String USER = "ann@ward.test";

    private static final AppendIntake NO_SPOOL = size -> {
        throw new IOException("no spool");
    };

    private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final TestTls tls = TestTls.make();
    private final ImapListener listener;
    private final Runnable stop;
    private @Nullable TestStore store;
    private @Nullable Mailboxes mailboxes;

    record Person(String address, String password) {}

    private interface Composition {
        ImapProtocol protocol(ImapFixture fixture);
    }

    private ImapFixture(ImapLimits limits, boolean withTls, boolean implicit, Composition composition, Runnable stop) {
        var settings = new ImapListener.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                withTls ? Optional.of(new ServerTls(tls::server)) : Optional.empty(),
                implicit,
                withTls ? ImapSettings.LoginWithoutTls.NEVER : ImapSettings.LoginWithoutTls.ON_LOOPBACK,
                "localhost",
                limits);
        this.stop = stop;
        listener = ImapListener.start(settings, composition.protocol(this), loops);
    }

    /** One user and no mailboxes: for what happens before and at login. */
    static ImapFixture bare(ImapLimits limits) {
        return bare(limits, NO_SPOOL, false, false);
    }

    /** One user and no mailboxes, whose messages go there. */
    static ImapFixture bare(ImapLimits limits, AppendIntake intake) {
        return bare(limits, intake, false, false);
    }

    static ImapFixture bareWithTls(boolean implicit) {
        return bare(ImapLimits.DEFAULT, NO_SPOOL, true, implicit);
    }

    @SuppressWarnings("NullAway") // no command that asks is sent
    private static ImapFixture bare(ImapLimits limits, AppendIntake intake, boolean withTls, boolean implicit) {
        var nothing =
                new ImapBackend(null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        var fixture = new ImapFixture(
                limits,
                withTls,
                implicit,
                f -> WardpostImap.protocol(
                        nothing,
                        intake,
                        f.door(name -> MailboxSessionUtil.create(Username.of(name))),
                        Clock.systemUTC()),
                () -> {});
        fixture.passwords.put(USER, "secret");
        return fixture;
    }

    /** On a store of its own, with all that a user has. */
    static ImapFixture onH2() {
        return onH2(ImapLimits.DEFAULT);
    }

    static ImapFixture onH2(ImapLimits limits) {
        var test = TestStore.onH2();
        var store = test.store();
        var sessions = new IdentitySessionProvider(new NoDoor(), new StandardMailboxes(store.collections()), '/');
        var mailboxes = Mailboxes.open(store, sessions, Clock.systemUTC());
        var backend = ImapBackend.of(store, mailboxes, ImapSettings.defaults());
        var fixture = new ImapFixture(
                limits,
                false,
                false,
                f -> WardpostImap.protocol(
                        backend,
                        new SealedAppendIntake(store.spool(), new IntakeMemory(IntakeMemory.STANDARD)),
                        f.door(address -> sessions.open(principal(store, address))),
                        Clock.systemUTC()),
                () -> {
                    backend.changes().close();
                    test.close();
                });
        fixture.store = test;
        return fixture;
    }

    /** As James's scripts want it, see {@link ScriptHost}. */
    static ImapFixture forScripts(TestStore test) {
        var store = test.store();
        var sessions = new IdentitySessionProvider(new NoDoor(), new StandardMailboxes(store.collections()), '.');
        var mailboxes = Mailboxes.open(store, sessions, Clock.systemUTC());
        var backend = ImapBackend.of(store, mailboxes, ImapSettings.defaults());
        var fixture = new ImapFixture(
                ImapLimits.DEFAULT,
                false,
                false,
                f -> WardpostImap.protocol(
                        backend,
                        new SealedAppendIntake(store.spool(), new IntakeMemory(IntakeMemory.STANDARD)),
                        f.door(f::session),
                        Clock.systemUTC()),
                () -> {
                    backend.changes().close();
                    test.close();
                });
        fixture.store = test;
        fixture.mailboxes = mailboxes;
        return fixture;
    }

    Mailboxes mailboxes() {
        return Objects.requireNonNull(mailboxes);
    }

    MailboxSession session(String user) {
        var name = Username.of(user);
        return new MailboxSession(
                MailboxSession.SessionId.of(1),
                name,
                Optional.of(name),
                new ArrayList<>(),
                '.',
                MailboxSession.SessionType.User);
    }

    void addUser(String user, String password) {
        var account = store().store().accounts().create(NewAccount.of(user));
        store().store()
                .collections()
                .create(account.id(), CollectionKind.MAILBOX, CollectionRole.INBOX, "INBOX", Map.of());
        try {
            mailboxes().subscriptionManager().subscribe(session(user), MailboxPath.forUser(Username.of(user), "INBOX"));
        } catch (SubscriptionException e) {
            throw new IllegalStateException(e);
        }
        passwords.put(user, password);
    }

    void removeUser(String user) {
        store().store()
                .accounts()
                .findByAddress(user)
                .ifPresent(account -> store().store().accounts().remove(account.id()));
    }

    private static Principal principal(Store store, String address) {
        var account = store.accounts().findByAddress(address).orElseThrow();
        return new Principal(
                account.id(), address, Set.of(Role.USER), Protocol.IMAP, "password", account.credentialVersion());
    }

    TestStore store() {
        return Objects.requireNonNull(store);
    }

    /** Somebody new, with nothing in the mailboxes. */
    Person newPerson() {
        var account = store().newAccount();
        passwords.put(account.address(), "secret");
        return new Person(account.address(), "secret");
    }

    /** Logins in tests cost no Argon2: {@code door} answers them. */
    private static final class NoDoor implements Authenticator {
        @Override
        public LoginResult login(LoginAttempt attempt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean stillValid(Principal principal) {
            return true;
        }
    }

    private interface Sessions {
        MailboxSession of(String user);
    }

    private ImapLogin door(Sessions sessions) {
        return new ImapLogin() {
            @Override
            public Outcome login(String user, char[] password, Optional<String> actFor, InetAddress peer) {
                boolean right = new String(password).equals(passwords.get(user));
                return right ? new Outcome.Accepted(sessions.of(user)) : new Outcome.Refused(Duration.ofMillis(10));
            }

            @Override
            public boolean stillValid(MailboxSession session) {
                return !revoked.contains(session.getUser().asString());
            }

            @Override
            public void logout(MailboxSession session) {}
        };
    }

    /** The password of that person's logins opens nothing from now on. */
    void revoke(Person person) {
        revoked.add(person.address());
    }

    InetSocketAddress address() {
        return listener.address();
    }

    ImapListener listener() {
        return listener;
    }

    RawImap connect() throws IOException {
        return new RawImap(address()).greeted();
    }

    RawImap login(Person person) throws IOException {
        var client = connect();
        client.ok("LOGIN " + person.address() + " " + person.password());
        return client;
    }

    Socket tls(Socket plain) throws IOException {
        return tls.over(plain);
    }

    @Override
    public void close() {
        listener.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        stop.run();
    }
}
