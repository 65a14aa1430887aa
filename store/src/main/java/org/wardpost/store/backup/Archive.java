package org.wardpost.store.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.wardpost.store.Progress;
import org.wardpost.store.recovery.RecoveryWraps;
import org.wardpost.vault.AccountPublicKey;
import org.wardpost.vault.provider.RootKeyProvider;

/** An archive whose every octet was compared with its manifest, and whose manifest was signed by a server that the root key opens. */
public final class Archive {
    private final ArchiveFolder folder;
    private final Manifest manifest;

    private Archive(ArchiveFolder folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Reads and checks all of it; nothing is changed anywhere.
     *
     * @param newestSchema that this program knows
     * @param progress counts octets
     * @throws ArchiveException naming the file that is missing or was changed, or if the root key is not its
     */
    public static Archive open(Path folder, RootKeyProvider root, int newestSchema, Progress progress) {
        var files = new ArchiveFolder(folder.toAbsolutePath().normalize());
        var signed = files.manifest();
        var manifest = signed.manifest();
        if (manifest.schema() > newestSchema) {
            throw new ArchiveException("The backup was written by a newer Wardpost (schema " + manifest.schema()
                    + ", this one knows " + newestSchema + "): restore it with that version.");
        }
        var archive = new Archive(files, manifest);
        try {
            new ArchiveCheck(files, manifest, progress).run();
        } catch (ArchiveException damaged) {
            archive.blameManifest(signed, root);
            throw damaged;
        }
        try (var keys = ArchiveKeys.open(archive, root)) {
            signed.requireSignedBy(keys.server().publicKey());
        }
        return archive;
    }

    /** What shares open of it, before anything is checked: whoever goes on opens it, which checks all of it. */
    public static RecoveryWraps recoveryWraps(Path folder, int newestSchema) {
        var files = new ArchiveFolder(folder.toAbsolutePath().normalize());
        var manifest = files.manifest().manifest();
        if (manifest.schema() > newestSchema || manifest.schema() < RecoveryWraps.SCHEMA) {
            return new RecoveryWraps(manifest.tenant(), 0, List.of()); // opening it says which version it is of
        }
        var archive = new Archive(files, manifest);
        int last = archive.rows("working_key").stream()
                .mapToInt(row -> row.small("root_version"))
                .max()
                .orElse(0);
        return new RecoveryWraps(manifest.tenant(), last, archive.recoveryWraps());
    }

    List<RecoveryWraps.Wrap> recoveryWraps() {
        return manifest.schema() < RecoveryWraps.SCHEMA
                ? List.of()
                : rows("recovery_wrap").stream()
                        .map(row ->
                                new RecoveryWraps.Wrap(row.small("version"), row.id("authority"), row.bytes("wrapped")))
                        .toList();
    }

    /** A changed manifest makes a good file look changed: the signature tells which of the two it is. */
    private void blameManifest(Manifest.Signed signed, RootKeyProvider root) {
        AccountPublicKey server;
        try (var keys = ArchiveKeys.open(this, root)) {
            server = keys.server().publicKey();
        } catch (ArchiveException unknown) {
            return;
        }
        signed.requireSignedBy(server);
    }

    /** One that was just written and is checked before its manifest gets its name. */
    static Archive written(ArchiveFolder folder, Manifest manifest, Progress progress) {
        new ArchiveCheck(folder, manifest, progress).run();
        return new Archive(folder, manifest);
    }

    public UUID id() {
        return manifest.id();
    }

    public Instant made() {
        return manifest.made();
    }

    public UUID tenant() {
        return manifest.tenant();
    }

    /** The version of the schema that its tables have. */
    public int schema() {
        return manifest.schema();
    }

    public Path path() {
        return folder.root();
    }

    Manifest manifest() {
        return manifest;
    }

    ArchiveFolder folder() {
        return folder;
    }

    /** Hears of each row of a table. */
    interface RowConsumer {
        void accept(ArchiveRow row) throws IOException;
    }

    void eachRow(String table, RowConsumer each) {
        try (var rows = new RowFile.Reader(folder.rows(table))) {
            for (var values = rows.next(); values != null; values = rows.next()) {
                each.accept(new ArchiveRow(rows.table(), values));
            }
        } catch (IOException failed) {
            throw new ArchiveException(
                    "The file " + table + ".rows of the backup cannot be read: " + ArchiveFolder.reason(failed) + ".",
                    failed);
        }
    }

    List<ArchiveRow> rows(String table) {
        var rows = new ArrayList<ArchiveRow>();
        eachRow(table, rows::add);
        return rows;
    }

    /** Up to {@code most} rows, each with the same chance. */
    List<ArchiveRow> sample(String table, int most, RandomGenerator random) {
        var chosen = new ArrayList<ArchiveRow>();
        long[] seen = {0};
        eachRow(table, row -> {
            seen[0]++;
            if (chosen.size() < most) {
                chosen.add(row);
                return;
            }
            long place = random.nextLong(seen[0]);
            if (place < most) {
                chosen.set((int) place, row);
            }
        });
        return chosen;
    }
}
