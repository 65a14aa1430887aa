package org.wardpost.store;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.WorkingKeyRows.Installation;
import org.wardpost.store.recovery.RecoveryWraps;
import org.wardpost.store.sql.Database;
import org.wardpost.store.sql.H2Database;
import org.wardpost.store.sql.PostgresDatabase;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/**
 * Looks before it opens: folder, lock, room, completeness, schema and root key are checked while nothing has been changed, and
 * what is wrong is a {@link StoreOpenException}.
 */
final class StoreOpening {
    private static final String H2 = "h2";
    private static final String POSTGRES = "postgresql";

    private final StoreSettings settings;
    private final Optional<RootKeyProvider> root;
    private final DataFolder folder;

    private StoreOpening(StoreSettings settings, Optional<RootKeyProvider> root, DataFolder folder) {
        this.settings = settings;
        this.root = root;
        this.folder = folder;
    }

    /** What is open afterwards. */
    record Opened(DataFolder folder, Database database, boolean fresh) {
        /** To be called when a fresh store is durable. */
        void finish() {
            if (fresh) {
                folder.finish(database.isPostgres() ? POSTGRES : H2);
            }
        }

        /** Closes the database and gives the folder back. */
        void close(StoreSettings settings) {
            database.close();
            if (!database.isPostgres()) {
                closeNote(settings, folder).write();
            }
            folder.close();
        }
    }

    static Opened open(StoreSettings settings, RootKeyProvider root) {
        var folder = DataFolder.take(settings.dataFolder());
        try {
            return new StoreOpening(settings, Optional.of(root), folder).open();
        } catch (RuntimeException refused) {
            folder.abandon();
            throw refused;
        }
    }

    /** The same for a restore: only where nothing is yet. */
    static Opened openEmpty(StoreSettings settings, RootKeyProvider root) {
        var folder = DataFolder.take(settings.dataFolder());
        try {
            if (!folder.isFresh()) {
                throw new StoreOpenException(
                        "The data folder " + settings.dataFolder()
                                + " is not empty: a backup is restored into a new or empty folder, so that nothing is overwritten.");
            }
            return new StoreOpening(settings, Optional.of(root), folder).open();
        } catch (RuntimeException refused) {
            folder.abandon();
            throw refused;
        }
    }

    /** Looks at a store without its root key. */
    static RecoveryWraps recoveryWraps(StoreSettings settings) {
        var folder = DataFolder.take(settings.dataFolder());
        try {
            return new StoreOpening(settings, Optional.empty(), folder).recoveryWraps();
        } finally {
            folder.abandon();
        }
    }

    private RecoveryWraps recoveryWraps() {
        Connecting connecting;
        if (settings.jdbcUrl().isPresent()) {
            requireKind(POSTGRES);
            connecting = () -> DriverManager.getConnection(settings.jdbcUrl().get());
        } else {
            requireKind(H2);
            requireWhole();
            closeNote().check();
            connecting = () -> H2Database.readOnly(folder.database());
        }
        var installation = look(connecting)
                .orElseThrow(() -> new StoreOpenException("The database of " + settings.dataFolder()
                        + " is empty: name the right one, or restore a backup."));
        try (var connection = connecting.connect()) {
            return Migrations.version(connection).orElse(0) < RecoveryWraps.SCHEMA
                    ? new RecoveryWraps(installation.tenant(), 0, List.of())
                    : RecoveryWraps.read(connection, installation.tenant());
        } catch (SQLException failed) {
            throw unopenable(failed);
        }
    }

    private Opened open() {
        requireRoom();
        return settings.jdbcUrl().isPresent() ? openPostgres(settings.jdbcUrl().get()) : openH2();
    }

    private Opened openH2() {
        boolean fresh = folder.isFresh();
        if (fresh) {
            folder.begin();
        } else {
            requireKind(H2);
            requireWhole();
            closeNote().check();
            if (look(() -> H2Database.readOnly(folder.database())).isEmpty()) {
                throw new StoreOpenException("The database of " + settings.dataFolder()
                        + " does not say which installation it is: rows were removed. Restore a backup.");
            }
            closeNote().forget();
            folder.clearTemporary();
        }
        try {
            return new Opened(
                    folder,
                    H2Database.open(
                            folder.database(),
                            settings.cacheMebibytes(),
                            settings.connections(),
                            settings.reserveMebibytes()),
                    fresh);
        } catch (SQLException | PoolInitializationException failed) {
            throw unopenable(failed);
        }
    }

    private Opened openPostgres(String url) {
        boolean fresh = folder.isFresh();
        if (!fresh) {
            requireKind(POSTGRES);
        }
        boolean installed = look(() -> DriverManager.getConnection(url)).isPresent();
        if (installed && fresh) {
            throw new StoreOpenException("The database belongs to an installation whose data folder is not "
                    + settings.dataFolder() + ": name the right folder, or an empty database.");
        }
        if (!installed && !fresh) {
            throw new StoreOpenException(
                    "The data folder " + settings.dataFolder()
                            + " belongs to an installation, but the database is empty: name the right database, or restore a backup.");
        }
        if (fresh) {
            folder.begin();
        } else {
            folder.clearTemporary();
        }
        return new Opened(folder, PostgresDatabase.open(url, settings.connections()), fresh);
    }

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private Optional<Installation> look(Connecting connecting) {
        try (var connection = connecting.connect()) {
            var version = Migrations.version(connection);
            if (version.isEmpty()) {
                return Optional.empty();
            }
            requireKnownSchema(version);
            var installation = WorkingKeyRows.installation(connection);
            if (installation.isPresent() && root.isPresent()) {
                requireRootKey(connection, installation.get(), root.get());
            }
            return installation;
        } catch (SQLException failed) {
            throw unopenable(failed);
        }
    }

    private void requireRootKey(Connection connection, Installation installation, RootKeyProvider root)
            throws SQLException {
        var wraps = WorkingKeyRows.wraps(connection, installation.tenant());
        if (wraps.isEmpty()) {
            throw new StoreOpenException("The database of " + settings.dataFolder()
                    + " holds no working key of its installation: rows were changed or removed. Restore a backup.");
        }
        try {
            WorkingKeyRows.unwrap(root, wraps).close();
        } catch (WrongRootKeyException | TamperedException wrong) {
            throw new StoreOpenException("The root key (" + root.name() + ") is not the one of the data folder "
                    + settings.dataFolder() + ": " + wrong.getMessage());
        }
    }

    private static void requireKnownSchema(OptionalInt version) {
        int newest = Migrations.newest();
        if (version.getAsInt() > newest) {
            throw new StoreOpenException(
                    "The data was written by a newer Wardpost (schema " + version.getAsInt() + ", this one knows "
                            + newest + "): install that version, or restore a backup made before the upgrade.");
        }
    }

    private void requireRoom() {
        long reserve = settings.reserveMebibytes() * 1024L * 1024;
        if (folder.room() < reserve) {
            throw new StoreOpenException("The disk of " + settings.dataFolder() + " has less than "
                    + settings.reserveMebibytes() + " MiB left: make room and start again.");
        }
    }

    private void requireKind(String kind) {
        if (!folder.isInstalled()) {
            throw halfCopied("the file \"installation\"");
        }
        if (!folder.kind().equals(kind)) {
            throw new StoreOpenException("The data folder " + settings.dataFolder() + " belongs to a " + folder.kind()
                    + " database and was opened for " + kind + ": change the setting of the database.");
        }
    }

    private void requireWhole() {
        if (!Files.exists(H2Database.file(folder.database()))) {
            throw halfCopied("the database file db/wardpost.mv.db");
        }
        if (!Files.isDirectory(folder.objects())) {
            throw halfCopied("the folder \"objects\"");
        }
    }

    private StoreOpenException halfCopied(String missing) {
        return new StoreOpenException("The data folder " + settings.dataFolder() + " is incomplete, " + missing
                + " is missing: copy the whole folder again, or restore a backup.");
    }

    private StoreOpenException unopenable(Exception failed) {
        var state = describe(failed);
        if (settings.jdbcUrl().isPresent()) {
            var sql = sqlCause(failed);
            return new StoreOpenException(postgres(sql == null ? "" : String.valueOf(sql.getSQLState()), state));
        }
        return new StoreOpenException(
                "The database in " + folder.database() + " cannot be opened (" + state
                        + "): it is damaged or was copied only in part. Copy the whole data folder again, or restore a backup.");
    }

    /** In words for each of what usually is wrong; appendix A of PostgreSQL's manual has the codes. */
    private static String postgres(String sqlState, String state) {
        return switch (sqlState) {
            case "28P01", "28000" ->
                "PostgreSQL does not let this user in (SQLSTATE " + sqlState
                        + "): check user and password (database.user, database.password-from), and pg_hba.conf.";
            case "3D000" ->
                "The PostgreSQL database of that name is not there: check the name in the URL, or make an empty one"
                        + " (createdb -O USER NAME).";
            case "08001", "08004", "08006" ->
                "PostgreSQL cannot be reached (SQLSTATE " + sqlState
                        + "): check that it runs and listens, and the host and port in the URL.";
            case "53300" ->
                "PostgreSQL has no connection left: raise its max_connections above storage.connections of all nodes.";
            case "57P03" -> "PostgreSQL is starting or stopping: try again in a moment.";
            case "42501" ->
                "The PostgreSQL user may not use or make tables: make it the owner of the database"
                        + " (alter database NAME owner to USER).";
            default ->
                "The PostgreSQL database cannot be used (" + state
                        + "): check that it runs, its address, user and password.";
        };
    }

    /** By numbers and names of classes: a driver's words may hold values. */
    private static String describe(Exception failed) {
        var sql = sqlCause(failed);
        var state = sql == null
                ? failed.getClass().getSimpleName()
                : "SQLSTATE " + sql.getSQLState() + ", code " + sql.getErrorCode();
        Throwable deepest = failed;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        var store = deepest instanceof MVStoreException mv ? " " + mv.getErrorCode() : "";
        return deepest == sql ? state : state + ", " + deepest.getClass().getSimpleName() + store;
    }

    private static @Nullable SQLException sqlCause(Throwable failed) {
        for (Throwable t = failed; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private CleanClose closeNote() {
        return closeNote(settings, folder);
    }

    private static CleanClose closeNote(StoreSettings settings, DataFolder folder) {
        return new CleanClose(settings.dataFolder().resolve("closed"), H2Database.file(folder.database()));
    }
}
