package org.wardpost.app.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.wardpost.app.FolderCheck;
import org.wardpost.app.Installation;
import org.wardpost.app.StartException;
import org.wardpost.app.audit.CheckpointCopies;
import org.wardpost.app.audit.CheckpointMail;
import org.wardpost.app.log.Logs;
import org.wardpost.app.settings.Settings;
import org.wardpost.identity.Identity;
import org.wardpost.identity.operation.Progress;
import org.wardpost.store.Store;
import org.wardpost.store.StoreOpenException;
import org.wardpost.store.StoreSettings;
import org.wardpost.store.backup.Archive;
import org.wardpost.store.backup.ArchiveException;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.provider.RootKeyProvider;

/** An installation's store, open in this process, with who may use it. */
public record OpenStore(
        Installation installation,
        RootKeyProvider rootKey,
        Store store,
        Identity identity,
        CheckpointMail checkpointMail)
        implements AutoCloseable {
    /** Whether an installation that is not there yet may be made. */
    public enum IfNew {
        MAKE,
        REFUSE
    }

    /**
     * Looks at the folders, then opens them.
     * @throws StartException with a plain sentence; nothing was changed then
     */
    public static OpenStore open(Installation installation, IfNew ifNew, Clock clock) {
        return open(installation, ifNew, Unlocking.AT_TERMINAL, clock);
    }

    /**
     * The same.
     * @param unlocking asked if the root key is under a passphrase that no setting points to
     */
    public static OpenStore open(Installation installation, IfNew ifNew, Unlocking unlocking, Clock clock) {
        var folders = new FolderCheck(installation.data(), installation.keys());
        var makes = folders.isNew(installation.settings().rootKey().provider());
        if (makes && ifNew == IfNew.REFUSE) {
            throw new StartException(
                    "There is no installation in " + installation.data()
                            + ": name its data folder (--data) and key folder (--keys), or make one with wardpost quickstart or wardpost serve.");
        }
        List<Path> made = List.of();
        if (makes) {
            made = folders.make();
        } else {
            folders.existing(installation.settings().rootKey().provider());
        }
        try {
            var providers = new RootKeyProviders(installation, unlocking);
            return over(installation, makes ? providers.create(1) : providers.open(), clock);
        } catch (StoreOpenException | WrongRootKeyException e) {
            if (makes
                    && e instanceof StoreOpenException
                    && installation.settings().rootKey().provider() != Settings.Provider.PKCS11) {
                folders.unmake(made);
            }
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** With a root key that belongs to it from now on. */
    static OpenStore over(Installation installation, RootKeyProvider provider, Clock clock) {
        try {
            var store = Store.open(storeSettings(installation), provider, clock);
            var encoder = Logs.encoder();
            if (encoder != null) {
                encoder.pseudonyms(store.keys().server()::pseudonym);
            }
            var identity = Identity.over(store, installation.settings().login(), store.audit()::append, clock);
            return new OpenStore(installation, provider, store, identity, copies(installation, store));
        } catch (RuntimeException e) {
            provider.close();
            throw e;
        }
    }

    /** @param archive that it was restored from */
    public record Restored(OpenStore open, Archive archive) implements AutoCloseable {
        @Override
        public void close() {
            open.close();
        }
    }

    /**
     * Makes an installation from a backup.
     * @param from the folder of the backup
     * @throws StartException with a plain sentence; nothing is there then that a second try would mind
     */
    public static Restored restore(Installation installation, Path from, Clock clock, Progress progress) {
        new FolderCheck(installation.data(), installation.keys())
                .restorable(installation.settings().rootKey().provider());
        RootKeyProvider provider = null;
        try {
            provider = new RootKeyProviders(installation, Unlocking.AT_TERMINAL).open();
            return restored(installation, from, provider, clock, progress);
        } catch (RuntimeException e) {
            if (provider != null) {
                provider.close();
            }
            throw sentence(e);
        }
    }

    /** The audit log's copies outside begin with its first checkpoint, and end with the one of a clean stop. */
    private static CheckpointMail copies(Installation installation, Store store) {
        var settings = installation.settings().audit();
        var mail = new CheckpointMail(settings.mailEvery(), installation.hostName());
        if (!settings.copies().isEmpty()) {
            store.audit().onCheckpoint(new CheckpointCopies(settings.targets(), installation.hostName(), mail)::keep);
        }
        return mail;
    }

    /** What goes wrong with root key, backup and store in a plain sentence; anything else as it is. */
    static RuntimeException sentence(RuntimeException e) {
        return e instanceof ArchiveException || e instanceof StoreOpenException || e instanceof WrongRootKeyException
                ? new StartException(String.valueOf(e.getMessage()), e)
                : e;
    }

    /** @param provider that opens the backup; closed by the store that is returned, or else by the caller */
    static Restored restored(
            Installation installation, Path from, RootKeyProvider provider, Clock clock, Progress progress) {
        var archive = Store.archive(from, provider, (done, of) -> progress.at("checked", done, of));
        var told = AuditEvent.of(
                clock.instant(),
                "backup.restore",
                "console:" + System.getProperty("user.name"),
                from.toString(),
                Map.of("backup", archive.id().toString(), "made", archive.made().toString()));
        var store = Store.restore(
                storeSettings(installation),
                provider,
                clock,
                archive,
                told,
                (done, of) -> progress.at("restored", done, of));
        var identity = Identity.over(store, installation.settings().login(), store.audit()::append, clock);
        return new Restored(
                new OpenStore(installation, provider, store, identity, copies(installation, store)), archive);
    }

    static StoreSettings storeSettings(Installation installation) {
        var sizes = installation.settings().storage();
        return new StoreSettings(
                installation.data(),
                installation.jdbcUrl(),
                sizes.cacheMebibytes(),
                sizes.connections(),
                sizes.inlineBytes(),
                sizes.spoolMebibytes(),
                sizes.viewMebibytes(),
                sizes.reserveMebibytes(),
                sizes.tombstoneAge(),
                new StoreSettings.Upkeep(sizes.rewrapRowsPerSecond(), sizes.scrubEvery(), sizes.scrubRowsPerSecond()));
    }

    @Override
    public void close() {
        checkpointMail.end();
        try (rootKey;
                store) {
            var encoder = Logs.encoder();
            if (encoder != null) {
                encoder.pseudonyms(_ -> "?");
            }
        }
    }
}
