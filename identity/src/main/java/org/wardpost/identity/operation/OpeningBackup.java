package org.wardpost.identity.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.backup.BackupRecord;
import org.wardpost.vault.RecoveryAuthority;

/**
 * A backup that this server made, and what opens it.
 * @param rootVersions any of them does
 * @param recovery so do enough shares of that authority
 * @param threshold how many; 0 without an authority
 */
public record OpeningBackup(
        String folder, Instant made, List<Integer> rootVersions, Optional<UUID> recovery, int threshold, int shares) {
    static OpeningBackup of(BackupRecord backup) {
        return new OpeningBackup(
                backup.folder(),
                backup.made(),
                backup.wraps().stream()
                        .map(BackupRecord.Wrap::rootVersion)
                        .distinct()
                        .sorted()
                        .toList(),
                backup.recovery().map(RecoveryAuthority::id),
                backup.recovery().map(RecoveryAuthority::threshold).orElse(0),
                backup.recovery().map(RecoveryAuthority::shares).orElse(0));
    }

    /** Whether those root versions, or shares that somebody may have, open it. */
    static boolean opens(BackupRecord backup, Set<Integer> rootVersions) {
        return backup.recovery().isPresent() || backup.opensBy(rootVersions);
    }

    /** In words: {@code any 3 of the 5 shares of authority …}. */
    public Optional<String> byShares() {
        return recovery.map(authority ->
                "any " + threshold + " of the " + shares + " shares of the recovery authority " + authority);
    }
}
