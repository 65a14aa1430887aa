package org.wardpost.integration.canary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Every table of a database by COPY, which is what {@code pg_dump} writes, and the catalogue too: column statistics hold values. As text,
 * where octets are in hex, and binary, where they are as they are (some of the catalogue has no such form).
 */
final class TableDump {
    private TableDump() {}

    /** @return {@code folder}, with one file or two a table */
    static Path of(Connection database, Path folder) throws SQLException, IOException {
        Files.createDirectories(folder);
        for (var table : tables(database)) {
            for (var format : table.startsWith("pg_catalog.") ? List.of("text") : List.of("text", "binary")) {
                var file = folder.resolve(table.replace("\"", "") + "." + format);
                try (var out = Files.newOutputStream(file)) {
                    database.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut("COPY " + table + " TO STDOUT (FORMAT " + format + ")", out);
                }
            }
        }
        return folder;
    }

    private static List<String> tables(Connection database) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = database.createStatement()) {
            statement.execute("analyze");
            var rows = statement.executeQuery("""
                    select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
                    where schemaname <> 'information_schema'""");
            while (rows.next()) tables.add(rows.getString(1));
        }
        return tables;
    }
}
