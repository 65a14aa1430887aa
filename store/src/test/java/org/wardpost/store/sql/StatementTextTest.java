package org.wardpost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Databases log and cache the text of statements, so none holds a value, and none is made but as {@link Sql}. */
class StatementTextTest {
    // jOOQ's plain SQL and JDBC's own statements would go around the check; prepared ones come from Statements
    private static final Pattern AROUND =
            Pattern.compile("createStatement\\(|DSL\\.inline|\\.resultQuery\\(|\\.execute\\(\"|inlined\\(");
    private static final List<String> MAY = List.of("H2Database.java");

    @Test
    void valuesAreRefused() {
        for (var text : new String[] {
            "select a from b where c = 'Hepatitis'", "update a set b = X'57'", "select a from b where c = 20261124"
        }) {
            assertThatThrownBy(() -> new Sql(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatCode(() -> new Sql("select nextval('outbox_number')")).doesNotThrowAnyException();
        assertThatCode(() -> new Sql("select a from b where c = ? limit 1")).doesNotThrowAnyException();
    }

    @Test
    void nothingGoesAroundTheCheck() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java/org/wardpost/store"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (!MAY.contains(file.getFileName().toString())) {
                    assertThat(AROUND.matcher(Files.readString(file)).find())
                            .as(file.toString())
                            .isFalse();
                }
            }
        }
    }
}
