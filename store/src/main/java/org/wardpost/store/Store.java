package org.wardpost.store;

import java.nio.file.Path;
import java.time.Clock;
import org.wardpost.store.StoreOpening.Opened;
import org.wardpost.store.account.AccountRepository;
import org.wardpost.store.account.AliasRepository;
import org.wardpost.store.account.DelegationRepository;
import org.wardpost.store.account.DomainRepository;
import org.wardpost.store.account.SeedGrants;
import org.wardpost.store.account.SlotRepository;
import org.wardpost.store.audit.AuditLog;
import org.wardpost.store.backup.Archive;
import org.wardpost.store.backup.Backup;
import org.wardpost.store.backup.RowRestore;
import org.wardpost.store.blob.FileBlobs;
import org.wardpost.store.blob.ObjectSpool;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.GrantRepository;
import org.wardpost.store.collection.Rewrap;
import org.wardpost.store.event.ChangeFeed;
import org.wardpost.store.item.ItemRepository;
import org.wardpost.store.lease.LeaseRepository;
import org.wardpost.store.message.MailboxRepair;
import org.wardpost.store.message.MailboxVerification;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.message.QuotaRepair;
import org.wardpost.store.message.TombstoneSweep;
import org.wardpost.store.outbox.OutboxRepository;
import org.wardpost.store.property.PropertyRepository;
import org.wardpost.store.queue.QueueRepository;
import org.wardpost.store.quota.QuotaRepository;
import org.wardpost.store.recovery.RecoveryRepository;
import org.wardpost.store.recovery.RecoveryWraps;
import org.wardpost.store.view.ViewCache;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.provider.RootKeyProvider;

/** An open store. One per data folder; everything above reaches rows and keys through it. */
public final class Store implements AutoCloseable {
    private final StoreSettings settings;
    private final Opened opened;
    private final StoreParts parts;

    private Store(StoreSettings settings, Opened opened, StoreParts parts) {
        this.settings = settings;
        this.opened = opened;
        this.parts = parts;
    }

    /**
     * Opens the store of a data folder; makes it, with tenant, working key and account 0, if the folder is new or empty.
     *
     * @throws StoreOpenException if something is wrong with folder, disk, schema or root key; nothing was changed then
     */
    public static Store open(StoreSettings settings, RootKeyProvider root, Clock clock) {
        var opened = StoreOpening.open(settings, root);
        try {
            Migrations.migrate(opened.database());
            var parts =
                    StoreParts.open(settings, opened.database(), opened.folder().node(), root, clock);
            opened.database().awaitDurable();
            opened.finish();
            return new Store(settings, opened, parts);
        } catch (TamperedException | UnknownKeyException damaged) {
            opened.close(settings);
            throw new StoreOpenException("The server's own keys in the database of " + settings.dataFolder()
                    + " are not what was written (" + damaged.getMessage() + "): restore a backup.");
        } catch (StoreFault failed) {
            opened.close(settings);
            throw opened.database().isPostgres()
                    ? failed
                    : new StoreOpenException(
                            "The database of " + settings.dataFolder() + " cannot be read ("
                                    + failed.getMessage()
                                    + "): if the disk has room, the file is damaged. Copy the whole data folder again, or restore a backup.");
        } catch (RuntimeException | Error failed) {
            opened.close(settings);
            throw failed;
        }
    }

    /**
     * Makes a store from an archive. It goes on under new UIDVALIDITYs and a new audit chain; its keys are those of the archive.
     *
     * @param told the first event of that chain; without it there is no store
     * @param progress counts rows and object files
     * @throws StoreOpenException if something lies where it shall be; nothing was changed then
     */
    public static Store restore(
            StoreSettings settings,
            RootKeyProvider root,
            Clock clock,
            Archive archive,
            AuditEvent told,
            Progress progress) {
        var opened = StoreOpening.openEmpty(settings, root);
        try {
            Migrations.migrateTo(opened.database(), archive.schema());
            try (var blobs = new FileBlobs(opened.folder().objects())) {
                new RowRestore(archive, progress).into(opened.database(), blobs);
            }
            Migrations.migrate(opened.database());
            var parts =
                    StoreParts.open(settings, opened.database(), opened.folder().node(), root, clock);
            parts.newIncarnation().run(Progress.NONE);
            parts.audit().append(told);
            opened.database().awaitDurable();
            opened.finish();
            return new Store(settings, opened, parts);
        } catch (RuntimeException | Error failed) {
            opened.close(settings);
            throw failed;
        }
    }

    /**
     * What shares of the recovery authority open of a store whose root key is lost; changes nothing.
     *
     * @throws StoreOpenException if folder, database or schema are not as they should be
     */
    public static RecoveryWraps recoveryWraps(StoreSettings settings) {
        return StoreOpening.recoveryWraps(settings);
    }

    /** The same of an archive. @throws org.wardpost.store.backup.ArchiveException if it cannot be read */
    public static RecoveryWraps recoveryWraps(Path archive) {
        return Archive.recoveryWraps(archive, Migrations.newest());
    }

    /** Reads and checks an archive, for {@link #restore}. @throws org.wardpost.store.backup.ArchiveException if it is not good */
    public static Archive archive(Path folder, RootKeyProvider root, Progress progress) {
        return Archive.open(folder, root, Migrations.newest(), progress);
    }

    /** Sealed bytes of deleted rows leave the database's file as far as it lets us; commits may wait for some seconds. */
    public void compact() {
        opened.database().compactWholly();
    }

    public Backup backup() {
        return parts.backup();
    }

    public StoreSettings settings() {
        return settings;
    }

    public AccountRepository accounts() {
        return parts.accounts();
    }

    public DomainRepository domains() {
        return parts.domains();
    }

    public AliasRepository aliases() {
        return parts.aliases();
    }

    public DelegationRepository delegations() {
        return parts.delegations();
    }

    public SlotRepository slots() {
        return parts.slots();
    }

    public CollectionRepository collections() {
        return parts.collections();
    }

    public GrantRepository grants() {
        return parts.grants();
    }

    /** Given and taken with memberships ({@link #delegations()}); what {@code verify --repair} calls for a group. */
    public SeedGrants seeds() {
        return parts.seeds();
    }

    /** Begins what the store does by itself every hour: for tests. */
    void scrubSoon() {
        parts.scrubbing().soon();
    }

    /** Done by the store itself after each revocation. */
    public Rewrap rewrap() {
        return parts.rewrap();
    }

    public MessageRepository messages() {
        return parts.mail().messages();
    }

    public ObjectSpool spool() {
        return parts.mail().spool();
    }

    public ViewCache views() {
        return parts.mail().views();
    }

    /** One mailbox at a time, for {@code verify} with progress; {@link #verification()} does all. */
    public MailboxVerification mailboxVerification() {
        return parts.mail().verification();
    }

    /** What {@code verify --repair} calls for a mailbox that is damaged. */
    public MailboxRepair mailboxRepair() {
        return parts.mail().repair();
    }

    /** What {@code verify --repair} calls for an account's counters. */
    public QuotaRepair quotaRepair() {
        return parts.mail().quotaRepair();
    }

    /** Done by the store itself every six hours. */
    public TombstoneSweep tombstones() {
        return parts.mail().tombstones();
    }

    public QueueRepository queue() {
        return parts.mail().queue();
    }

    public QuotaRepository quotas() {
        return parts.mail().quotas();
    }

    public PropertyRepository properties() {
        return parts.properties();
    }

    public LeaseRepository leases() {
        return parts.leases();
    }

    public OutboxRepository outbox() {
        return parts.outbox();
    }

    public ItemRepository items() {
        return parts.items();
    }

    public RecoveryRepository recovery() {
        return parts.recovery();
    }

    public Rotation rotation() {
        return parts.rotation();
    }

    public Verification verification() {
        return parts.verification();
    }

    public AuditLog audit() {
        return parts.audit();
    }

    public ChangeFeed changes() {
        return parts.changes();
    }

    public KeyRing keys() {
        return parts.keys();
    }

    public Transactions transactions() {
        return parts.transactions();
    }

    /** Writes what is still in memory, zeroes all keys and closes the database; takes about a second. */
    @Override
    public void close() {
        try {
            parts.close();
        } finally {
            opened.close(settings);
        }
    }
}
