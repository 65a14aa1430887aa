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
            @Nullable Path config, @Nullable Path data, @Nullable Path keys, @Nullable String database) {
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

    private static Installation of(Settings settings, Path data, Path keys, @Nullable String database) {
        Logs.levels(settings.log().levels());
        var dataFolder = data.toAbsolutePath().normalize();
        var keyFolder = keys.toAbsolutePath().normalize();
        if (keyFolder.startsWith(dataFolder) || dataFolder.startsWith(keyFolder)) {
            throw new StartException("The data folder " + dataFolder + " and the key folder " + keyFolder
                    + " lie in one another: whoever copies one would have both. Give two folders apart.");
        }
        return new Installation(settings, dataFolder, keyFolder, jdbcUrl(settings.database(), database));
    }

    private static Optional<String> jdbcUrl(Settings.Database database, @Nullable String given) {
        var url = given != null ? given : database.url();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StartException(
                    "The database " + shown(url) + " is not known: write jdbc:postgresql://host/name.");
        }
        if (given != null || database.passwordFrom().isEmpty()) {
            return Optional.of(url);
        }
        var password = new String(Secrets.read("database.password-from", database.passwordFrom()));
        return Optional.of(url + (url.contains("?") ? "&" : "?") + "user=" + encoded(database.user()) + "&password="
                + encoded(password));
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String shown(String url) {
        return url.replaceAll("[?].*", "?...");
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
