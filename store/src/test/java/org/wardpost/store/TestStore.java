package org.wardpost.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.vault.Ids;
import org.wardpost.vault.provider.Pkcs12Provider;
import org.wardpost.vault.provider.RootKeyProvider;

/** A store in a temp folder, on H2 or on a PostgreSQL that runs inside the test; gone when it is closed. */
public final class TestStore implements AutoCloseable {
    private final Path folder;
    private final RootKeyProvider root;
    private final TestClock clock;
    private final Clock now;
    private final StoreSettings settings;
    private Store store;
    private boolean open = true;

    private TestStore(Path folder, RootKeyProvider root, Optional<String> jdbcUrl, Optional<Clock> ownClock) {
        this(folder, root, jdbcUrl, ownClock, StoreSettings.Upkeep.DEFAULT);
    }

    private TestStore(
            Path folder,
            RootKeyProvider root,
            Optional<String> jdbcUrl,
            Optional<Clock> ownClock,
            StoreSettings.Upkeep upkeep) {
        this.folder = folder;
        this.root = root;
        this.clock = new TestClock();
        var base = StoreSettings.in(folder.resolve("data")).withUpkeep(upkeep);
        this.settings = jdbcUrl.map(base::withDatabase).orElse(base);
        this.now = ownClock.orElse(clock);
        this.store = Store.open(settings, root, now);
    }

    /** A new, empty store on H2. */
    public static TestStore onH2() {
        var folder = temp();
        return new TestStore(folder, Pkcs12Provider.create(folder.resolve("keys")), Optional.empty(), Optional.empty());
    }

    /** The same with a clock of the caller's. */
    public static TestStore onH2(Clock clock) {
        var folder = temp();
        return new TestStore(
                folder, Pkcs12Provider.create(folder.resolve("keys")), Optional.empty(), Optional.of(clock));
    }

    /** A new, empty store that does nothing in the background but what a test steps. */
    public static TestStore still(boolean postgres) {
        var folder = temp();
        return new TestStore(
                folder,
                Pkcs12Provider.create(folder.resolve("keys")),
                postgres ? Optional.of(TestPostgres.newDatabase()) : Optional.empty(),
                Optional.empty(),
                new StoreSettings.Upkeep(0, Duration.ZERO, 1));
    }

    /** A new, empty store on PostgreSQL, which is started once a JVM. */
    public static TestStore onPostgres() {
        return onPostgres(Optional.empty());
    }

    /** The same with a clock of the caller's. */
    public static TestStore onPostgres(Clock clock) {
        return onPostgres(Optional.of(clock));
    }

    private static TestStore onPostgres(Optional<Clock> clock) {
        var folder = temp();
        var keys = Pkcs12Provider.create(folder.resolve("keys"));
        return new TestStore(folder, keys, Optional.of(TestPostgres.newDatabase()), clock);
    }

    public Store store() {
        return store;
    }

    public StoreSettings settings() {
        return settings;
    }

    public RootKeyProvider root() {
        return root;
    }

    public TestClock clock() {
        return clock;
    }

    /** Where everything of it lies: {@code data} and {@code keys}. */
    public Path folder() {
        return folder;
    }

    /** Settings for one more store beside this one, on H2 or PostgreSQL, where nothing is yet. */
    public StoreSettings elsewhere(boolean postgres) {
        var base = StoreSettings.in(folder.resolve("data-" + Ids.random()));
        return postgres ? base.withDatabase(TestPostgres.newDatabase()) : base;
    }

    /** Closes the store and opens it again. */
    public TestStore reopen() {
        store.close();
        store = Store.open(settings, root, now);
        return this;
    }

    /** An account with a random address. */
    public Account newAccount() {
        return store.accounts()
                .create(new NewAccount(
                        "u" + Ids.random().toString().substring(0, 13) + "@ward.example",
                        "Somebody",
                        Set.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
    }

    /** A mailbox of a new account. */
    public Collection newMailbox() {
        return newMailbox(newAccount().id(), "INBOX");
    }

    public Collection newMailbox(AccountId owner, String name) {
        return store.collections().create(owner, CollectionKind.MAILBOX, CollectionRole.NONE, name, Map.of());
    }

    /** Writes to the database behind the store's back, as a thief of the database would. @return how many rows changed */
    public int tamper(String sql, Object... values) {
        return store.transactions()
                .write(tx -> tx.jdbc(connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        for (int i = 0; i < values.length; i++) {
                            statement.setObject(i + 1, values[i]);
                        }
                        return statement.executeUpdate();
                    }
                }));
    }

    /** All rows of a query, behind the store's back. */
    public List<List<Object>> look(String sql, Object... values) {
        return store.transactions()
                .read(tx -> tx.jdbc(connection -> {
                    try (var statement = connection.prepareStatement(sql)) {
                        for (int i = 0; i < values.length; i++) {
                            statement.setObject(i + 1, values[i]);
                        }
                        var rows = new ArrayList<List<Object>>();
                        try (var result = statement.executeQuery()) {
                            while (result.next()) {
                                var row = new ArrayList<Object>();
                                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                                    row.add(result.getObject(i));
                                }
                                rows.add(row);
                            }
                        }
                        return rows;
                    }
                }));
    }

    /** Closes and deletes everything. */
    @Override
    public void close() {
        if (open) {
            store.close();
        }
        root.close();
        delete(folder);
    }

    /** Leaves the files as they are, for tests that look at or damage them. */
    public void closeStore() {
        open = false;
        store.close();
    }

    /** Opens what {@link #closeStore} closed. */
    public void openStore() {
        store = Store.open(settings, root, now);
        open = true;
    }

    private static Path temp() {
        try {
            return Files.createTempDirectory("wardpost-store");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** A clock that tests move. */
    public static final class TestClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-24T08:00:00Z");

        public void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
