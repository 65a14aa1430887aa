package org.wardpost.store.backup;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.vault.RecoveryAuthority;

/**
 * What the server remembers of a backup that it made: who shreds an account or destroys a key is told which backups still open.
 *
 * @param folder where it was written; it may lie elsewhere by now
 * @param wraps which root versions wrap the working keys inside it
 * @param recovery whose shares open it too
 */
public record BackupRecord(
        UUID id, Instant made, String folder, List<Wrap> wraps, Optional<RecoveryAuthority> recovery) {
    private static final int MADE = 1;
    private static final int FOLDER = 2;
    private static final int WRAP = 3;
    private static final int RECOVERY = 4;

    /** A working key that opens by a root version. */
    public record Wrap(int workingVersion, int rootVersion) {}

    /** Whether those root versions open all of it. */
    public boolean opensBy(Set<Integer> rootVersions) {
        var working = wraps.stream().map(Wrap::workingVersion).collect(Collectors.toSet());
        var known = wraps.stream()
                .filter(wrap -> rootVersions.contains(wrap.rootVersion))
                .map(Wrap::workingVersion)
                .collect(Collectors.toSet());
        return known.containsAll(working);
    }

    byte[] encode() {
        var record = new RecordWriter().number(MADE, made.getEpochSecond()).text(FOLDER, folder);
        wraps.forEach(wrap -> record.bytes(
                WRAP,
                ByteBuffer.allocate(8)
                        .putInt(wrap.workingVersion)
                        .putInt(wrap.rootVersion)
                        .array()));
        recovery.ifPresent(authority -> record.bytes(RECOVERY, authority.stored()));
        return record.done();
    }

    static BackupRecord decode(UUID id, byte[] encoded) {
        var record = new RecordReader(encoded);
        return new BackupRecord(
                id,
                Instant.ofEpochSecond(record.number(MADE).orElse(0)),
                record.text(FOLDER),
                record.all(WRAP).stream()
                        .map(ByteBuffer::wrap)
                        .map(b -> new Wrap(b.getInt(), b.getInt()))
                        .toList(),
                record.bytes(RECOVERY).map(RecoveryAuthority::ofStored));
    }
}
