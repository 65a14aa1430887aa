package org.wardpost.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.sql.Database;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.Statements;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WorkingKeys;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/** Rows of tables {@code installation} and {@code working_key}: read before any key is there, so AES-KW guards them. Public for the store's packages. */
public final class WorkingKeyRows {
    private static final Sql INSTALLATION = new Sql("select tenant, format from installation");
    private static final Sql INSTALL = new Sql("insert into installation (tenant, format, created) values (?, ?, ?)");
    private static final Sql ALL = new Sql(
            "select version, root_version, wrapped from working_key where tenant = ? order by version, root_version");
    private static final Sql INSERT =
            new Sql("insert into working_key (tenant, version, root_version, wrapped) values (?, ?, ?, ?)");
    private static final Sql DELETE = new Sql("delete from working_key where tenant = ? and version = ?");

    private WorkingKeyRows() {}

    record Installation(UUID tenant, int format) {}

    /** One W under one root version. */
    public record Wrap(int version, int rootVersion, WrappedKey wrapped) {}

    static Optional<Installation> installation(Connection connection) throws SQLException {
        return Statements.first(connection, INSTALLATION, b -> {}, row -> new Installation(row.id(), row.small()));
    }

    static boolean isInstalled(Database database) {
        try (var connection = database.connection()) {
            return installation(connection).isPresent();
        } catch (SQLException failed) {
            throw StoreFault.of("reading the installation", failed);
        }
    }

    static void install(WriteTransaction tx, UUID tenant, int format, long created) {
        tx.update(INSTALL, b -> b.id(tenant).small(format).number(created));
    }

    static List<Wrap> wraps(Connection connection, UUID tenant) throws SQLException {
        var wraps = new ArrayList<Wrap>();
        Statements.each(
                connection,
                ALL,
                b -> b.id(tenant),
                row -> new Wrap(row.small(), row.small(), row.wrapped()),
                wraps::add);
        return wraps;
    }

    static void insert(WriteTransaction tx, UUID tenant, int version, int rootVersion, WrappedKey wrapped) {
        tx.update(INSERT, b -> b.id(tenant).small(version).small(rootVersion).wrapped(wrapped));
    }

    static void delete(WriteTransaction tx, UUID tenant, int version) {
        tx.update(DELETE, b -> b.id(tenant).small(version));
    }

    /**
     * Unwraps every version of W by a root version that is at hand.
     *
     * @throws WrongRootKeyException if one of them cannot be
     */
    public static WorkingKeys unwrap(RootKeyProvider root, List<Wrap> wraps) {
        var keys = new ArrayList<WorkingKey>();
        for (int version : wraps.stream().mapToInt(Wrap::version).distinct().toArray()) {
            var known = wraps.stream()
                    .filter(wrap -> wrap.version == version && root.versions().contains(wrap.rootVersion))
                    .findFirst();
            // asked all the same if there is none, so that the provider says in its own words which one is missing
            var wrap = known.orElseGet(() ->
                    wraps.stream().filter(w -> w.version == version).findFirst().orElseThrow());
            keys.add(root.unwrap(wrap.rootVersion, wrap.wrapped, version));
        }
        return WorkingKeys.of(keys);
    }
}
