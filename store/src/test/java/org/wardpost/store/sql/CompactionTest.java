package org.wardpost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compaction while serving keeps every row; what it calls are H2's own classes, so a new H2 must pass this first. */
class CompactionTest {
    @TempDir
    Path folder;

    @Test
    void rowsThatAreLeftStayWhenMostWereDeleted() throws Exception {
        var database = H2Database.open(folder, 16, 4, 1);
        try (database;
                var connection = database.connection()) {
            try (var statement = connection.createStatement()) {
                statement.execute("create table t (id bigint primary key, b bytea)");
                for (int i = 0; i < 20; i++) {
                    statement.execute(
                            "insert into t select x + " + i * 500 + ", random_uuid() from system_range(1, 500)");
                    database.awaitDurable();
                }
                statement.execute("delete from t where mod(id, 10) <> 0");
                database.awaitDurable();
                database.compact();
                try (var rows = statement.executeQuery("select count(*), count(b) from t")) {
                    rows.next();
                    assertThat(rows.getLong(1)).isEqualTo(1000);
                    assertThat(rows.getLong(2)).isEqualTo(1000);
                }
            }
        }
        assertThat(Files.size(H2Database.file(folder))).isPositive();
    }
}
