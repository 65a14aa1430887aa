package org.wardpost.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.app.StartException;

/**
 * A secret that a setting points to: {@code /a/file}, {@code credential:NAME} (systemd's LoadCredential, systemd.exec(5)), or, with a
 * warning, {@code env:NAME}: other processes of the same user read an environment, and crash reports print it.
 */
public final class Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
    private static final String CREDENTIAL = "credential:";
    private static final String ENVIRONMENT = "env:";

    private Secrets() {}

    /**
     * The first line of what {@code from} points to.
     * @param setting named in what is thrown
     */
    public static char[] read(String setting, String from) {
        if (from.isEmpty()) {
            throw new StartException("The setting " + setting + " is empty: give a file, or \"credential:NAME\".");
        }
        if (from.startsWith(ENVIRONMENT)) {
            LOG.warn(
                    "The secret of {} comes from the environment, which other processes can read: use a file or a systemd credential.",
                    setting);
            var value = System.getenv(from.substring(ENVIRONMENT.length()));
            if (value == null) {
                throw new StartException(
                        "The environment has no " + from.substring(ENVIRONMENT.length()) + " (" + setting + ").");
            }
            return value.toCharArray();
        }
        return firstLine(setting, path(setting, from));
    }

    /** The file that {@code from} points to, for whoever reads it himself; the environment is none. */
    public static Path file(String setting, String from) {
        if (from.isEmpty() || from.startsWith(ENVIRONMENT)) {
            throw new StartException("The setting " + setting + " must be a file, or \"credential:NAME\".");
        }
        return path(setting, from);
    }

    private static Path path(String setting, String from) {
        if (!from.startsWith(CREDENTIAL)) {
            return Path.of(from);
        }
        var folder = System.getenv("CREDENTIALS_DIRECTORY");
        if (folder == null) {
            throw new StartException(
                    "The setting " + setting + " wants a systemd credential, but systemd gave none: add LoadCredential="
                            + from.substring(CREDENTIAL.length()) + ":/a/file to the unit.");
        }
        return Path.of(folder, from.substring(CREDENTIAL.length()));
    }

    private static char[] firstLine(String setting, Path file) {
        try (var lines = Files.newBufferedReader(file)) {
            var line = lines.readLine();
            if (line == null || line.isEmpty()) {
                throw new StartException("The file " + file + " (" + setting + ") is empty.");
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw new StartException(
                    "The file " + file + " (" + setting + ") cannot be read: " + StartException.reason(e) + ".", e);
        }
    }
}
