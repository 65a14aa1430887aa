package org.wardpost.store.sql;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardpost.store.StoreOpenException;

/**
 * How a PostgreSQL server is set where that matters for durability or secrecy.
 *
 * @param settings by name, as {@code pg_settings} has them
 * @param encrypted whether this connection runs over TLS
 * @param overNetwork whether it comes from another machine
 * @param superuser whether the user may do everything to the server
 */
public record PostgresInspection(
        Map<String, String> settings, boolean encrypted, boolean overNetwork, boolean superuser) {
    private static final List<String> ASKED = List.of(
            "fsync",
            "full_page_writes",
            "synchronous_commit",
            "log_statement",
            "log_min_duration_statement",
            "log_parameter_max_length",
            "log_parameter_max_length_on_error",
            "max_connections");
    private static final String SETTING = "select setting from pg_settings where name = ?";
    private static final String CONNECTION =
            "select coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()),"
                    + " false), host(inet_client_addr()), current_setting(?)";

    /**
     * Looks, and changes nothing.
     * @param url with user and password
     * @throws StoreOpenException with a sentence if it cannot be asked
     */
    public static PostgresInspection of(String url) {
        try {
            return asked(url);
        } catch (SQLException failed) {
            throw new StoreOpenException("PostgreSQL cannot be asked (SQLSTATE " + failed.getSQLState()
                    + "): check that it runs, its address, user and password.");
        }
    }

    private static PostgresInspection asked(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var setting = connection.prepareStatement(SETTING);
                var self = connection.prepareStatement(CONNECTION)) {
            var settings = new TreeMap<String, String>();
            for (var name : ASKED) {
                setting.setString(1, name);
                try (var rows = setting.executeQuery()) {
                    if (rows.next()) {
                        settings.put(name, rows.getString(1)); // older servers lack some
                    }
                }
            }
            self.setString(1, "is_superuser");
            try (var row = self.executeQuery()) {
                row.next();
                var client = row.getString(2);
                return new PostgresInspection(
                        Map.copyOf(settings),
                        row.getBoolean(1),
                        client != null && !client.startsWith("127.") && !client.equals("::1"),
                        "on".equals(row.getString(3)));
            }
        }
    }
}
