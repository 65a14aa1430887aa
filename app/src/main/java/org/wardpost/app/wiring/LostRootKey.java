package org.wardpost.app.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.wardpost.app.FolderCheck;
import org.wardpost.app.Installation;
import org.wardpost.app.StartException;
import org.wardpost.identity.operation.Progress;
import org.wardpost.store.Store;
import org.wardpost.store.recovery.RecoveryWraps;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.provider.RootKeyProvider;

/**
 * The ceremony with shares in place of a root key that is lost. The shares are tried, and all the data opened by them, before a new root
 * key is made; the data name it only when it is on the disk. A second try after a kill needs another empty key folder, no more.
 */
public final class LostRootKey {
    private final Installation installation;
    private final Clock clock;
    private final FolderCheck folders;
    private final RootKeyProviders providers;

    public LostRootKey(Installation installation, Clock clock) {
        this.installation = installation;
        this.clock = clock;
        this.folders = new FolderCheck(installation.data(), installation.keys());
        this.providers = new RootKeyProviders(installation, Unlocking.AT_TERMINAL);
    }

    /** @param authority whose shares did it */
    public record Recovered(UUID authority, int rootVersion, long accounts) {}

    /**
     * Puts a fresh root key in place of the lost one of a stopped server.
     * @param shares as typed, by where they come from
     * @throws StartException with a plain sentence
     * @throws IllegalArgumentException with a sentence about the shares
     */
    public Recovered recover(Map<String, String> shares) {
        folders.recoverable(providers.exists());
        var key = RecoveryKey.ofTyped(shares);
        try {
            var wraps = Store.recoveryWraps(OpenStore.storeSettings(installation));
            RootKeyProvider fresh;
            try (var open = OpenStore.over(installation, wraps.provider(key), clock)) {
                folders.makeKeys();
                fresh = adopted(open, wraps, "key.recover");
            }
            try (var proved = OpenStore.over(installation, fresh, clock)) {
                return new Recovered(
                        key.authority().id(),
                        fresh.currentVersion(),
                        proved.store().accounts().all().count());
            }
        } catch (RuntimeException e) {
            throw OpenStore.sentence(e);
        } finally {
            key.close();
        }
    }

    /** The same for a backup, into an empty data folder. */
    public OpenStore.Restored restore(Path from, Map<String, String> shares, Progress progress) {
        folders.restorableByShares(providers.exists());
        var key = RecoveryKey.ofTyped(shares);
        try {
            var wraps = Store.recoveryWraps(from);
            var restored = OpenStore.restored(installation, from, wraps.provider(key), clock, progress);
            RootKeyProvider fresh;
            try (var open = restored.open()) {
                folders.makeKeys();
                fresh = adopted(open, wraps, "backup.restore-by-shares");
            }
            return new OpenStore.Restored(OpenStore.over(installation, fresh, clock), restored.archive());
        } catch (RuntimeException e) {
            throw OpenStore.sentence(e);
        } finally {
            key.close();
        }
    }

    private RootKeyProvider adopted(OpenStore open, RecoveryWraps wraps, String what) {
        var fresh = providers.create(wraps.lastRootVersion() + 1);
        try {
            var told = AuditEvent.of(
                    clock.instant(),
                    what,
                    "console:" + System.getProperty("user.name"),
                    "root key " + fresh.currentVersion(),
                    Map.of("lost", Integer.toString(wraps.lastRootVersion())));
            return open.store().audit().telling(_ -> told, () -> {
                open.store().rotation().adopt(fresh);
                return fresh;
            });
        } catch (WrongRootKeyException e) {
            fresh.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
    }
}
