package org.wardpost.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.wardpost.app.StartException;
import org.wardpost.app.audit.CheckpointTarget;
import org.wardpost.identity.IdentitySettings;
import org.wardpost.mail.imap.ImapSettings;
import org.wardpost.mail.outgoing.OutgoingSettings;
import org.wardpost.mail.sieve.SieveSettings;
import org.wardpost.mail.smtp.SmtpSettings;

/**
 * Everything that can be set. What each setting does and why its default is what it is stands in {@code conf/wardpost.toml}; the parts
 * of other modules are their own records.
 */
public record Settings(
        Server server,
        Database database,
        RootKey rootKey,
        Tls tls,
        Storage storage,
        IdentitySettings login,
        ImapSettings imap,
        SmtpSettings smtp,
        OutgoingSettings outgoing,
        SieveSettings sieve,
        Audit audit,
        Log log) {

    /**
     * @param hostName empty: the machine's
     * @param data and {@code keys}: the two folders, neither inside the other
     */
    public record Server(
            String hostName,
            String bind,
            @Range(max = 60000) int portOffset,
            Path data,
            Path keys,
            Duration drain) {}

    /**
     * @param url empty: the embedded database
     * @param passwordFrom see {@link Secrets}
     */
    public record Database(String url, String user, String passwordFrom) {}

    /**
     * @param provider {@code pkcs12}, {@code passphrase} or {@code pkcs11}
     */
    public record RootKey(Provider provider, String passphraseFrom, Path token, String tokenLabel, String pinFrom) {}

    /** Where the root key lies. */
    public enum Provider {
        PKCS12,
        PASSPHRASE,
        PKCS11
    }

    /**
     * @param certificate and {@code key}: PEM files; empty: an own authority's, made in the key folder
     */
    public record Tls(Optional<Path> certificate, Optional<Path> key) {}

    /** Sizes of the store; in MiB where nothing is said. */
    public record Storage(
            @Range(min = 16, max = 65536) int cacheMebibytes,
            @Range(min = 2, max = 200) int connections,
            @Range(min = 1024, max = 1048576) int inlineBytes,
            @Range(min = 8, max = 65536) int spoolMebibytes,
            @Range(min = 8, max = 65536) int viewMebibytes,
            @Range(min = 1, max = 1048576) int reserveMebibytes,
            Duration tombstoneAge,
            @Range(min = 0, max = 1000000) int rewrapRowsPerSecond,
            Duration scrubEvery,
            @Range(min = 1, max = 1000000) int scrubRowsPerSecond) {}

    /**
     * @param copies where signed checkpoints of the audit log go: {@code syslog:/dev/log}, {@code syslog://host:514},
     *     {@code file:/path}, {@code mail:auditor@domain}
     * @param mailEvery the least time between two mails
     */
    public record Audit(List<String> copies, Duration mailEvery) {
        public Audit {
            copies.forEach(CheckpointTarget::of);
        }

        public List<CheckpointTarget> targets() {
            return copies.stream().map(CheckpointTarget::of).toList();
        }
    }

    /**
     * @param levels {@code logger=LEVEL}
     */
    public record Log(List<String> levels) {}

    public static final Settings DEFAULT = new Settings(
            new Server(
                    "",
                    "0.0.0.0",
                    0,
                    Path.of("/var/lib/wardpost"),
                    Path.of("/var/lib/wardpost-keys"),
                    Duration.ofSeconds(5)),
            new Database("", "wardpost", ""),
            new RootKey(Provider.PKCS12, "", Path.of("/usr/lib/softhsm/libsofthsm2.so"), "wardpost", ""),
            new Tls(Optional.empty(), Optional.empty()),
            new Storage(96, 16, 64 * 1024, 64, 96, 64, Duration.ofDays(60), 2_000, Duration.ofDays(7), 5_000),
            IdentitySettings.defaults(),
            ImapSettings.defaults(),
            SmtpSettings.defaults(),
            OutgoingSettings.defaults(),
            SieveSettings.defaults(),
            new Audit(List.of(), Duration.ofHours(1)),
            new Log(List.of()));

    /**
     * Reads a settings file over the defaults.
     * @throws SettingsException if a line is not understood, or a setting is unknown or wrong; the sentence has the line's number
     */
    public static Settings read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new StartException("There is no settings file " + file + ".", e);
        } catch (IOException e) {
            throw new StartException(
                    "The settings file " + file + " cannot be read: " + StartException.reason(e) + ".", e);
        }
        var toml = Toml.parse(text);
        if (toml.hasErrors()) {
            var first = toml.errors().getFirst();
            throw new SettingsException(file + ", line " + first.position().line() + ": " + first.getMessage());
        }
        return new SettingsBinder(file.toString()).bind(toml, DEFAULT);
    }
}
