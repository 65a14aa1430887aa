package org.wardpost.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.Installation;
import org.wardpost.app.admin.AdminCalls;
import org.wardpost.app.admin.DirectCalls;
import org.wardpost.app.admin.SocketCalls;
import picocli.CommandLine.Option;

/** The options that every command has: which installation it is about, and how it answers. */
public final class CommandFolders {
    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; all of it is ciphertext.")
    @Nullable
    Path data;

    @Option(names = "--keys", paramLabel = "DIR", description = "Key folder; never inside the data folder.")
    @Nullable
    Path keys;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file (default: /etc/wardpost/wardpost.toml, if it is there).")
    @Nullable
    Path config;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "jdbc:postgresql://… instead of the embedded database.")
    @Nullable
    String database;

    @Option(
            names = "--database-password-from",
            paramLabel = "FROM",
            description = "File, or credential:NAME, with the password of --database.")
    @Nullable
    String databasePasswordFrom;

    @Option(
            names = "--json",
            description = "Answer in JSON on standard output; everything else goes to standard error.")
    boolean json;

    Installation installation() {
        return Installation.findWith(database(), config, data, keys);
    }

    Installation.DatabaseOption database() {
        return new Installation.DatabaseOption(database, databasePasswordFrom);
    }

    /** The running server, or the store itself if none runs. */
    AdminCalls calls() {
        var installation = installation();
        var running = SocketCalls.find(installation.data());
        return running.isPresent() ? running.get() : DirectCalls.open(installation);
    }

    Printer printer() {
        return new Printer(json);
    }
}
