package org.wardpost.store;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.wardpost.store.sql.Database;

/** The schema and its versions. */
final class Migrations {
    private static final String FOLDER = "db/migration/";
    private static final String FIRST = FOLDER + "V0001__installation.sql";
    private static final Pattern FILE = Pattern.compile("V(\\d{4})__\\w+\\.sql");

    private Migrations() {}

    /** The version that the database has, empty for none. */
    static OptionalInt version(Connection connection) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            boolean known = false;
            while (tables.next()) {
                known |= "flyway_schema_history".equalsIgnoreCase(tables.getString("TABLE_NAME"));
            }
            if (!known) {
                return OptionalInt.empty();
            }
        }
        try (var statement = connection.prepareStatement(
                "select \"version\" from \"flyway_schema_history\" where \"success\" = ?")) {
            statement.setBoolean(1, true);
            int newest = 0;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var version = rows.getString(1);
                    newest = Math.max(newest, version == null ? 0 : Integer.parseInt(version));
                }
            }
            return OptionalInt.of(newest);
        }
    }

    /** The newest version that this program knows: the highest number of a script. */
    static int newest() {
        var first = Objects.requireNonNull(Migrations.class.getClassLoader().getResource(FIRST));
        try {
            return first.openConnection() instanceof JarURLConnection jar
                    ? newest(jar.getJarFile().stream().map(entry -> entry.getName()))
                    : newest(Arrays.stream(Objects.requireNonNull(Path.of(first.toURI())
                                    .resolveSibling("")
                                    .toFile()
                                    .list()))
                            .map(name -> FOLDER + name));
        } catch (IOException | URISyntaxException failed) {
            throw StoreFault.of("looking for the scripts of the schema", failed);
        }
    }

    private static int newest(Stream<String> names) {
        return names.filter(name -> name.startsWith(FOLDER))
                .map(name -> FILE.matcher(name.substring(FOLDER.length())))
                .filter(Matcher::matches)
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .max()
                .orElseThrow();
    }

    /** Brings the schema to the newest version. */
    static void migrate(Database database) {
        try (var connection = database.connection()) {
            if (version(connection).orElse(0) == newest()) {
                return; // a second start does not read the scripts
            }
        } catch (SQLException failed) {
            throw StoreFault.of("reading the schema's version", failed);
        }
        flyway(database.dataSource(), "latest").migrate();
    }

    /** Brings an empty schema to an earlier version, that of a backup. */
    static void migrateTo(Database database, int version) {
        flyway(database.dataSource(), Integer.toString(version)).migrate();
    }

    private static Flyway flyway(DataSource source, String target) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .target(target)
                .dataSource(source)
                .locations("classpath:db/migration")
                .validateOnMigrate(true)
                .load();
    }
}
