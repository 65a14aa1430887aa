package org.wardpost.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.log.Logs;
import org.wardpost.app.settings.Secrets;
import org.wardpost.app.settings.Settings;

/**
 * Which installation a command is about: settings file, folders, database, each as the command line says or else as the settings do.
 * @param jdbcUrl a PostgreSQL URL with user and password; empty for the embedded database
 */
public record Installation(Settings settings, Path data, Path keys, Optional<String> jdbcUrl) {
    private static final Path SETTINGS_FILE = Path.of("/etc/wardpost/wardpost.toml");
    private static final Path HERE_DATA = Path.of("wardpost-data");
    private static final Path HERE_KEYS = Path.of("wardpost-keys");

    /**
     * Without {@code --data} and settings file, the folders that {@code quickstart} makes in the current one are taken if they are there.
     */
    public static Installation find(
            @Nullable Path config, @Nullable Path data, @Nullable Path keys, @Nullable String database) {
        return findWith(DatabaseOption.of(database), config, data, keys);
    }

    /**
     * A database as the command line names it.
     * @param url null: that of the settings
     * @param passwordFrom see {@link Secrets}; null: that of the settings, unless the URL has a password in it
     */
    public record DatabaseOption(
            @Nullable String url, @Nullable String passwordFrom) {
        public static DatabaseOption of(@Nullable String url) {
            return new DatabaseOption(url, null);
        }

        /** Without the URL: it may hold a password. */
        @Override
        public String toString() {
            return "DatabaseOption[...]";
        }
    }

    /** The same, for a database whose password comes from a file or credential. */
    public static Installation findWith(
            DatabaseOption database, @Nullable Path config, @Nullable Path data, @Nullable Path keys) {
        var file = config == null && Files.exists(SETTINGS_FILE) ? SETTINGS_FILE : config;
        var settings = file == null ? Settings.DEFAULT : Settings.read(file);
        var here = file == null && Files.isDirectory(HERE_DATA);
        var dataFolder =
                data != null ? data : here ? HERE_DATA : settings.server().data();
        var keyFolder = keys != null
                ? keys
                : data != null && file == null
                        ? beside(data)
                        : here ? HERE_KEYS : settings.server().keys();
        return of(settings, dataFolder, keyFolder, database);
    }

    /** For {@code quickstart}: {@code wardpost-data} and {@code wardpost-keys} in the current folder unless told otherwise. */
    public static Installation forQuickstart(
            @Nullable Path config, @Nullable Path data, @Nullable Path keys, DatabaseOption database) {
        var settings = config == null ? Settings.DEFAULT : Settings.read(config);
        var dataFolder = data != null ? data : HERE_DATA;
        return of(settings, dataFolder, keys != null ? keys : beside(dataFolder), database);
    }

    private static Path beside(Path data) {
        var name = data.toAbsolutePath().normalize().getFileName();
        var wanted = name == null || !name.toString().endsWith("data")
                ? name + "-keys"
                : name.toString().substring(0, name.toString().length() - "data".length()) + "keys";
        return data.toAbsolutePath().normalize().resolveSibling(wanted);
    }

    private static Installation of(Settings settings, Path data, Path keys, DatabaseOption database) {
        Logs.levels(settings.log().levels());
        var dataFolder = data.toAbsolutePath().normalize();
        var keyFolder = keys.toAbsolutePath().normalize();
        if (keyFolder.startsWith(dataFolder) || dataFolder.startsWith(keyFolder)) {
            throw new StartException("The data folder " + dataFolder + " and the key folder " + keyFolder
                    + " lie in one another: whoever copies one would have both. Give two folders apart.");
        }
        return new Installation(settings, dataFolder, keyFolder, jdbcUrl(settings.database(), database));
    }

    private static Optional<String> jdbcUrl(Settings.Database settings, DatabaseOption given) {
        var url = given.url() != null ? given.url() : settings.url();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StartException(
                    "The database " + shown(url) + " is not known: write jdbc:postgresql://host/name.");
        }
        var from = given.passwordFrom() != null
                ? given.passwordFrom()
                : hasParameter(url, "password") ? "" : settings.passwordFrom();
        if (from.isEmpty()) {
            return Optional.of(url);
        }
        if (hasParameter(url, "password")) {
            throw new StartException(
                    "The database's URL and its password file both name a password: take it out of the URL.");
        }
        var withUser = hasParameter(url, "user") ? url : with(url, "user", settings.user());
        return Optional.of(with(withUser, "password", new String(Secrets.read("database.password-from", from))));
    }

    private static boolean hasParameter(String url, String name) {
        return url.matches(".*[?&]" + name + "=.*");
    }

    private static String with(String url, String name, String value) {
        return url + (url.contains("?") ? "&" : "?") + name + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String shown(String url) {
        return url.replaceAll("[?].*", "?...");
    }

    /** Without the database: its URL may hold a password. */
    @Override
    public String toString() {
        return "Installation[" + data + ", " + keys + "]";
    }

    /** The name in banners and certificates. */
    public String hostName() {
        if (!settings.server().hostName().isEmpty()) {
            return settings.server().hostName();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
