package org.wardpost.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wardpost.identity.operation.Actor;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationLog;
import org.wardpost.identity.operation.Progress;
import org.wardpost.identity.source.AccountSource;
import org.wardpost.identity.source.LocalSource;
import org.wardpost.identity.source.Verdict;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.Account;
import org.wardpost.store.audit.AuditLog;
import org.wardpost.vault.audit.AuditEvent;

/** An identity over a test store with the domain {@code ward.example} and a source that counts how often a password was hashed. */
public final class TestIdentity implements AutoCloseable {
    public static final String PASSWORD = "correct horse 7";
    private final TestStore store;
    private final Identity identity;
    final List<AuditEvent> trail = new CopyOnWriteArrayList<>();
    final List<Boolean> hashed = new ArrayList<>();
    final Door door;

    private TestIdentity(TestStore store) {
        this.store = store;
        store.store().domains().add("ward.example");
        var settings = IdentitySettings.defaults();
        this.identity = Identity.over(store.store(), settings, trail::add, store.clock());
        this.door = new Door(
                new Counting(new LocalSource(store.store(), store.clock(), 2, 64)),
                new DevicePasswords(store.store(), store.clock()),
                new Lockout(settings.lockout(), store.clock()),
                new VerificationCache(store.clock()),
                new LoginAudit(trail::add, store.clock()),
                settings.refusedAfter(),
                () -> 0);
    }

    /** Audit events of operations, in the order of the chain. */
    List<AuditEvent> told() {
        store.store().audit().advance();
        return store.store().audit().read(0, 1000).stream()
                .map(AuditLog.ChainedEvent::event)
                .toList();
    }

    public static TestIdentity over(TestStore store) {
        return new TestIdentity(store);
    }

    /** Notes whom a hash was made for: true if there was such an account. */
    private final class Counting implements AccountSource {
        private final AccountSource real;

        Counting(AccountSource real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Optional<Account> find(String address) {
            return real.find(address);
        }

        @Override
        public Verdict verify(Optional<Account> account, char[] password) {
            synchronized (hashed) {
                hashed.add(account.isPresent());
            }
            return real.verify(account, password);
        }
    }

    TestStore store() {
        return store;
    }

    Users users() {
        return identity.users();
    }

    public Account user(String address) {
        return identity.users()
                .create(new Users.NewUser(
                        address, "", Set.of(), OptionalLong.empty(), OptionalLong.empty(), PASSWORD.toCharArray()));
    }

    LoginResult login(String user, String password) {
        return login(user, password, Protocol.IMAP, "192.0.2.7");
    }

    LoginResult login(String user, String password, Protocol protocol, String from) {
        return door.login(new LoginAttempt(user, password.toCharArray(), protocol, address(from)));
    }

    Principal accepted(String user, String password) {
        return ((LoginResult.Accepted) login(user, password)).principal();
    }

    void pass(Duration time) {
        store.clock().advance(time);
    }

    public OperationLog operations() {
        return identity.operations();
    }

    public <I, O> O operate(Operation<I, O> operation, I input) {
        return identity.operations().run(operation, input, Actor.console("root"), Progress.NONE);
    }

    public <I, O> O operate(Operation<I, O> operation, I input, Actor actor) {
        return identity.operations().run(operation, input, actor, Progress.NONE);
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
