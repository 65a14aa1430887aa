package org.wardpost.store.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wardpost.store.AccountId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Progress;
import org.wardpost.store.StoreFault;
import org.wardpost.store.audit.AuditLog;
import org.wardpost.store.blob.Objects;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;
import org.wardpost.store.recovery.RecoveryRepository;
import org.wardpost.store.recovery.RecoveryWraps;
import org.wardpost.store.sql.Database;
import org.wardpost.vault.Ids;
import org.wardpost.vault.provider.RootKeyProvider;

/**
 * Makes archives of the whole store while it serves. One is finished only when it has been read back, and opened with the keys
 * at hand; a folder without a file {@code manifest} is none.
 */
public final class Backup {
    private static final UUID SCOPE = new UUID(0, 0);

    private final Parts parts;
    private final RootKeyProvider root;
    private final int schema;
    private final Clock clock;

    /** What it reads, and where it remembers. */
    public record Parts(
            Database database,
            Objects objects,
            KeyRing keys,
            AuditLog audit,
            PropertyRepository properties,
            RecoveryRepository recovery) {}

    /** @param schema the version of the schema that the database has */
    public Backup(Parts parts, RootKeyProvider root, int schema, Clock clock) {
        this.parts = parts;
        this.root = root;
        this.schema = schema;
        this.clock = clock;
    }

    /**
     * What was written and what of it was proved.
     *
     * @param rows in all tables
     * @param objectFiles files of large objects
     * @param opened how many samples of each kind were opened with the root key at hand
     * @param accounts managed accounts; the key of each was opened
     * @param sealedAccounts accounts that only their owners open: in the backup, and untried
     * @param missing object files that were gone before; {@code verify} names the messages
     */
    public record Report(
            UUID id,
            Instant made,
            long rows,
            long objectFiles,
            long bytes,
            Map<String, Integer> opened,
            int accounts,
            int sealedAccounts,
            List<UUID> missing) {}

    /**
     * Writes an archive into a new or empty folder.
     *
     * @throws ArchiveException if it cannot be written there, or does not open; what was written is no backup then
     */
    public Report make(Path folder, Progress progress) {
        var files = new ArchiveFolder(folder.toAbsolutePath().normalize());
        files.make();
        parts.audit.advance();
        var made = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            ArchiveWriter.Written written;
            try (var _ = parts.objects.keepFiles()) {
                written = new ArchiveWriter(parts.database, parts.objects.blobs(), files, progress).write();
            }
            var manifest = new Manifest(
                    Ids.random(),
                    parts.keys.tenant(),
                    made,
                    schema,
                    written.tables(),
                    written.sequences(),
                    written.objects());
            files.writeManifest(manifest.signedBy(parts.keys.server()));
            var archive = Archive.written(files, manifest, progress);
            var proof = prove(archive);
            files.publish();
            remember(archive);
            return report(manifest, proof, written.missing());
        } catch (IOException failed) {
            throw new ArchiveException(
                    "The backup into " + files.root() + " did not come to its end: " + ArchiveFolder.reason(failed)
                            + ". Delete the folder and try again.",
                    failed);
        } catch (SQLException failed) {
            throw StoreFault.of("reading the database for a backup", failed);
        }
    }

    /** Backups that were made, the newest first; those that somebody deleted too. */
    public List<BackupRecord> made() {
        return parts.properties.list(AccountId.SERVER, SCOPE, PropertyKind.BACKUP).entrySet().stream()
                .map(entry -> BackupRecord.decode(UUID.fromString(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparing(BackupRecord::made).reversed())
                .toList();
    }

    private ArchiveProof.Proof prove(Archive archive) {
        try (var keys = ArchiveKeys.open(archive, root)) {
            return new ArchiveProof(archive, keys).run();
        }
    }

    private void remember(Archive archive) {
        var wraps = archive.rows("working_key").stream()
                .map(row -> new BackupRecord.Wrap(row.small("version"), row.small("root_version")))
                .toList();
        // between rows and this the authority may have been removed: then it is the rows that count
        var wrapped = archive.recoveryWraps().stream()
                .map(RecoveryWraps.Wrap::authority)
                .collect(Collectors.toSet());
        var recovery = parts.recovery.authority().filter(authority -> wrapped.contains(authority.id()));
        var record =
                new BackupRecord(archive.id(), archive.made(), archive.path().toString(), wraps, recovery);
        parts.properties.put(
                AccountId.SERVER, SCOPE, PropertyKind.BACKUP, record.id().toString(), record.encode());
    }

    private static Report report(Manifest manifest, ArchiveProof.Proof proof, List<UUID> missing) {
        return new Report(
                manifest.id(),
                manifest.made(),
                manifest.tables().stream().mapToLong(Manifest.Table::rows).sum(),
                manifest.objects().count(),
                manifest.tables().stream()
                                .mapToLong(table -> table.sum().bytes())
                                .sum()
                        + manifest.objects().bytes(),
                proof.opened(),
                proof.accounts(),
                proof.sealed(),
                List.copyOf(missing));
    }
}
