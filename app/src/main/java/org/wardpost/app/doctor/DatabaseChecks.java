package org.wardpost.app.doctor;

import java.util.ArrayList;
import java.util.List;
import org.wardpost.app.Installation;
import org.wardpost.store.StoreOpenException;
import org.wardpost.store.sql.PostgresInspection;

/** How PostgreSQL is set: whether an acknowledged mail is on its disk, and what its log and the network between show. */
final class DatabaseChecks {
    private static final String CHECK = "database";

    private DatabaseChecks() {}

    static List<Finding> of(Installation installation) {
        if (installation.jdbcUrl().isEmpty()) {
            return List.of(Finding.good(CHECK, "embedded, synced for each group of commits"));
        }
        try {
            var findings = new ArrayList<Finding>();
            if (installation.settings().database().url().matches(".*[?&]password=.*")) {
                findings.add(
                        Finding.warning(
                                "database password",
                                "It stands in the settings file: put it into a file of its own, or a credential, and name that in database.password-from."));
            }
            findings.addAll(judged(
                    PostgresInspection.of(installation.jdbcUrl().get()),
                    installation.settings().storage().connections()));
            return findings;
        } catch (StoreOpenException e) {
            return List.of(Finding.bad(CHECK, String.valueOf(e.getMessage())));
        }
    }

    static List<Finding> judged(PostgresInspection database, int connections) {
        var findings = new ArrayList<Finding>();
        for (var setting : List.of("fsync", "full_page_writes")) {
            if (is(database, setting, "off")) {
                findings.add(Finding.bad(
                        CHECK,
                        "PostgreSQL runs with " + setting
                                + "=off: a power cut loses acknowledged mail, or the database. Set it to on."));
            }
        }
        if (is(database, "synchronous_commit", "off")) {
            findings.add(Finding.warning(
                    CHECK,
                    "synchronous_commit=off is the server's default. Wardpost sets it to on for itself; other programs, a"
                            + " restore by hand among them, do not."));
        }
        if (!is(database, "log_parameter_max_length", "0") && logsStatements(database)) {
            findings.add(Finding.warning(
                    CHECK,
                    "PostgreSQL logs statements with their values, which are ciphertext and the clear columns: set"
                            + " log_parameter_max_length=0."));
        }
        if (!is(database, "log_parameter_max_length_on_error", "0")) {
            findings.add(Finding.warning(
                    CHECK, "PostgreSQL logs values of statements that fail: set log_parameter_max_length_on_error=0."));
        }
        if (database.overNetwork() && !database.encrypted()) {
            findings.add(
                    Finding.warning(
                            CHECK,
                            "The connection to PostgreSQL crosses the network without TLS: add sslmode=verify-full to the URL."));
        }
        if (database.superuser()) {
            findings.add(Finding.warning(
                    CHECK,
                    "Wardpost connects as a superuser of PostgreSQL and needs to own its database only:"
                            + " create role wardpost login; alter database NAME owner to wardpost."));
        }
        if (number(database, "max_connections") < connections + 10) {
            findings.add(Finding.warning(
                    CHECK,
                    "PostgreSQL allows " + number(database, "max_connections") + " connections; storage.connections is "
                            + connections + ", and some more are for events and backups: raise max_connections."));
        }
        return findings.isEmpty()
                ? List.of(Finding.good(CHECK, "PostgreSQL is durable, and its log holds no values"))
                : List.copyOf(findings);
    }

    private static boolean logsStatements(PostgresInspection database) {
        return !is(database, "log_statement", "none") || !is(database, "log_min_duration_statement", "-1");
    }

    private static boolean is(PostgresInspection database, String setting, String value) {
        return value.equals(database.settings().getOrDefault(setting, value));
    }

    private static int number(PostgresInspection database, String setting) {
        return Integer.parseInt(database.settings().getOrDefault(setting, Integer.toString(Integer.MAX_VALUE)));
    }
}
