package org.wardpost.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountCache;
import org.wardpost.store.account.AccountCreation;
import org.wardpost.store.account.AccountCreation.FreshKeys;
import org.wardpost.store.account.AccountRepository;
import org.wardpost.store.account.AccountRows;
import org.wardpost.store.account.AddressRows;
import org.wardpost.store.account.AliasRepository;
import org.wardpost.store.account.DelegationRepository;
import org.wardpost.store.account.Directory;
import org.wardpost.store.account.DirectoryCacheFactory;
import org.wardpost.store.account.DomainRepository;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.account.SeedGrants;
import org.wardpost.store.account.SeedRows;
import org.wardpost.store.account.SeedRows.SeedGrant;
import org.wardpost.store.account.SlotRepository;
import org.wardpost.store.account.SlotRows;
import org.wardpost.store.account.WaysIn;
import org.wardpost.store.audit.AuditLog;
import org.wardpost.store.backup.Backup;
import org.wardpost.store.backup.NewIncarnation;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.collection.CollectionRewrap;
import org.wardpost.store.collection.CollectionRows;
import org.wardpost.store.collection.Epochs;
import org.wardpost.store.collection.Generations;
import org.wardpost.store.collection.GrantRepository;
import org.wardpost.store.collection.GrantRows;
import org.wardpost.store.collection.GrantRows.GrantRow;
import org.wardpost.store.collection.Rewrap;
import org.wardpost.store.collection.UidValidity;
import org.wardpost.store.event.ChangeFeed;
import org.wardpost.store.event.LocalChangeFeed;
import org.wardpost.store.event.PostgresChangeFeed;
import org.wardpost.store.item.ItemRepository;
import org.wardpost.store.item.ItemRewrap;
import org.wardpost.store.item.ItemTombstoneRewrap;
import org.wardpost.store.item.ItemVerification;
import org.wardpost.store.lease.LeaseRepository;
import org.wardpost.store.message.MessageRewrap;
import org.wardpost.store.message.MessageVerification;
import org.wardpost.store.message.SweptRunRewrap;
import org.wardpost.store.message.TombstoneRewrap;
import org.wardpost.store.outbox.OutboxRepository;
import org.wardpost.store.property.PropertyRepository;
import org.wardpost.store.property.PropertyRewrap;
import org.wardpost.store.recovery.RecoveryRepository;
import org.wardpost.store.sql.Database;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnlockedKeys;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WorkingKeys;
import org.wardpost.vault.WrapContext;
import org.wardpost.vault.provider.RootKeyProvider;

/** What a store is made of, wired by hand. Package-private: {@link Store} is the face. */
final class StoreParts implements AutoCloseable {
    static final int FORMAT = 1;

    private final Database database;
    private final RootKeyProvider root;
    private final Clock clock;
    private final ChangeFeed changes;
    private final Transactions transactions;
    private final ServerKeys server;
    private final UnlockedKeys unlocked = new UnlockedKeys();
    private final AccountRows accountRows;
    private final SlotRows slotRows;
    private final SeedRows seedRows;
    private final WaysIn ways;
    private final GrantRows grantRows;
    private final AccountCache accountCache;
    private final DamageListener damage;
    private final KeyRing keys;
    private final CollectionHeads heads;
    private final CollectionRows collectionRows;
    private final UidValidity uidValidity;
    private final Directory directory;
    private final AddressRows addressRows;
    private final AccountCreation creation;
    private final CollectionRepository collections;
    private final SeedGrants seeds;
    private final GrantRepository grants;
    private final Rewrap rewrap;
    private final BackgroundWork rewrapping;
    private final BackgroundWork scrubbing;
    private final SlotRepository slots;
    private final AccountRepository accounts;
    private final DomainRepository domains;
    private final AliasRepository aliases;
    private final DelegationRepository delegations;
    private final MailParts mail;
    private final Forgetting forgetting;

    private final PropertyRepository properties;
    private final LeaseRepository leases;
    private final OutboxRepository outbox;
    private final AuditLog audit;
    private final RecoveryRepository recovery;
    private final Rotation rotation;
    private final Verification verification;
    private final ItemRepository items;
    private final Backup backup;
    private final Duties duties = new Duties();

    private StoreParts(StoreSettings settings, Database database, UUID node, RootKeyProvider root, Clock clock) {
        this.database = database;
        this.root = root;
        this.clock = clock;
        this.changes = settings.jdbcUrl()
                .<ChangeFeed>map(url -> new PostgresChangeFeed(url, node))
                .orElseGet(LocalChangeFeed::new);
        var logged = new LoggedDamage((place, what, why) -> audit().damage(place, what, why));
        this.damage = logged;
        this.transactions = new Transactions(database, changes::announce, logged::foundSomewhere);
        this.server = serverKeys();
        var tenant = server.tenant();
        this.accountRows = new AccountRows(tenant, server::directory);
        this.slotRows = new SlotRows(tenant, server::directory);
        this.seedRows = new SeedRows(server::directory);
        this.ways = new WaysIn(accountRows, slotRows, seedRows);
        this.grantRows = new GrantRows(server::directory);
        this.accountCache = new AccountCache(transactions, accountRows, changes);
        this.keys = new KeyRing(
                server,
                transactions,
                unlocked,
                accountCache,
                ways,
                grantRows,
                new KeyRing.Members(damage, this::keepGrant, this::keepSeed));
        changes.subscribe(change -> {
            if (change.origin().isPresent()) {
                keys.changedElsewhere(change.id());
            }
        });
        changes.onGap(keys::forgetAll);
        this.heads = new CollectionHeads(server::account, keys);
        this.collectionRows = new CollectionRows(tenant, keys);
        this.uidValidity = new UidValidity(clock);
        this.directory = new Directory(tenant, this::serverHome, server::directory, heads);
        this.addressRows = new AddressRows(directory);
        this.creation =
                new AccountCreation(accountRows, slotRows, collectionRows, heads, grantRows, uidValidity, clock);
        openServer();
        this.collections = new CollectionRepository(
                transactions, collectionRows, heads, grantRows, accountRows, accountCache, keys, uidValidity, changes);
        var epochs = new Epochs(heads, collectionRows, grantRows, accountRows, keys);
        this.seeds = new SeedGrants(transactions, directory, ways, keys, this::members);
        var generations =
                new Generations(transactions, heads, epochs, grantRows, ways, seeds, accountCache, keys, damage);
        this.grants = new GrantRepository(transactions, heads, epochs, grantRows, accountRows, seeds, keys);
        this.rewrap = new Rewrap(transactions, heads, grantRows, accountRows, keys, damage, clock);
        this.slots = new SlotRepository(transactions, ways, accountCache, keys);
        this.properties = new PropertyRepository(transactions, heads, accountCache, keys, changes);
        this.delegations = new DelegationRepository(transactions, directory, accountRows, seeds, generations, changes);
        this.accounts = new AccountRepository(
                transactions,
                accountRows,
                addressRows,
                creation,
                new AccountLeaving(grants, collections, properties, ways, this::mail),
                directory,
                accountCache,
                delegations,
                generations,
                slotRows,
                keys);
        this.domains = new DomainRepository(transactions, directory, new DirectoryCacheFactory(changes));
        this.aliases = new AliasRepository(transactions, directory, changes);
        this.leases = new LeaseRepository(transactions, keys, node, clock);
        this.outbox = new OutboxRepository(transactions, keys, database.isPostgres());
        this.audit = new AuditLog(transactions, keys, heads, changes, node, clock);
        this.mail = new MailParts(settings, database, transactions, keys, heads, accountCache, damage, clock, node);
        collections.register(mail.messages().contents());
        this.recovery = new RecoveryRepository(transactions, properties, keys);
        this.rotation = new Rotation(transactions, server, root, ways, recovery);
        this.items = new ItemRepository(transactions, heads, keys, clock);
        this.backup = new Backup(
                new Backup.Parts(database, mail.objects(), keys, audit, properties, recovery),
                root,
                Migrations.newest(),
                clock);
        this.verification = new Verification(transactions);
        var directoryStep = new DirectoryVerification(
                transactions,
                ways,
                grantRows,
                collectionRows,
                heads,
                keys,
                properties,
                new DirectoryVerification.Tables(
                        addressRows, domains, aliases, delegations, outbox, mail.queue(), leases, audit));
        verification.register(directoryStep);
        var itemStep = new ItemVerification(collections, items);
        verification.register(itemStep);
        this.scrubbing = new BackgroundWork(
                "scrub",
                leases,
                new ScrubDuty(
                        accounts,
                        collections,
                        properties,
                        mail.scrub(),
                        List.of(directoryStep, itemStep),
                        damage,
                        settings.upkeep(),
                        clock)::round);
        verification.register(new MessageVerification(
                collections, mail.messages(), mail.verification(), mail.quotas(), mail.objects(), transactions));
        verification.register(recovery);
        this.rewrapping = new BackgroundWork(
                "rewrap", leases, new RewrapDuty(rewrap, settings.upkeep().rewrapRowsPerSecond())::round);
        epochs.onBegin(_ -> rewrapping.soon());
        this.forgetting = new Forgetting(accounts, collections, mail, items, settings.tombstoneAge(), clock);
        List.of(
                        new MessageRewrap(keys),
                        new TombstoneRewrap(keys),
                        new SweptRunRewrap(keys),
                        new ItemRewrap(keys),
                        new ItemTombstoneRewrap(keys),
                        new CollectionRewrap(collectionRows),
                        new PropertyRewrap(collectionRows, keys))
                .forEach(rewrap::register);
        collections.register((tx, head) -> items.deleteAll(tx, head.id()));
        collections.register((tx, head) -> properties.collectionGoes(tx, head.id()));
    }

    static StoreParts open(StoreSettings settings, Database database, UUID node, RootKeyProvider root, Clock clock) {
        var parts = new StoreParts(settings, database, node, root, clock);
        parts.begin();
        return parts;
    }

    private void keepGrant(GrantRow opened) {
        keep(() -> grants.keep(opened));
    }

    private void keepSeed(SeedGrant opened) {
        keep(() -> seeds.keep(opened));
    }

    private void keep(Runnable opened) {
        duties.once("keeping an opened grant", () -> {
            try {
                opened.run();
            } catch (RefusedException gone) {
                // the collection, the group or the holder went meanwhile
            }
        });
    }

    private List<Account> members(ReadTransaction tx, AccountId group) {
        return delegations.members(tx, group);
    }

    private void begin() {
        duties.every(Duration.ofSeconds(1), "chaining the audit log", audit::advance);
        duties.every(Duration.ofMinutes(1), "noting uses of slots", slots::flushUses);
        duties.every(Duration.ofMinutes(1), "compacting the database", database::compact);
        duties.once("granting groups' seeds to their members", seeds::giveMissing);
        duties.once("going on with a rotation", () -> rotation.finish(Progress.NONE));
        duties.every(Duration.ofMinutes(1), "forgetting idle keys", unlocked::sweep);
        duties.every(Duration.ofHours(6), "forgetting removals", forgetting::start);
        duties.every(Duration.ofMinutes(2), "carrying rows to new epochs", rewrapping::soon);
        duties.every(Duration.ofHours(1), "comparing rows with their digests", scrubbing::soon);
        rewrapping.soon();
    }

    /** Tenant and W as they lie there, or made now. */
    private ServerKeys serverKeys() {
        try (var connection = database.connection()) {
            var installation = WorkingKeyRows.installation(connection);
            if (installation.isEmpty()) {
                return new ServerKeys(Ids.random(), WorkingKeys.of(WorkingKey.random(1)), this::reread);
            }
            var tenant = installation.get().tenant();
            var working = WorkingKeyRows.unwrap(root, WorkingKeyRows.wraps(connection, tenant));
            return new ServerKeys(tenant, working, this::reread);
        } catch (SQLException failed) {
            throw StoreFault.of("reading the installation", failed);
        }
    }

    private void reread() {
        try (var connection = database.connection()) {
            for (var wrap : WorkingKeyRows.wraps(connection, server.tenant())) {
                if (!server.working().versions().contains(wrap.version())
                        && root.versions().contains(wrap.rootVersion())) {
                    server.working().add(root.unwrap(wrap.rootVersion(), wrap.wrapped(), wrap.version()));
                }
            }
        } catch (SQLException failed) {
            throw StoreFault.of("reading working keys", failed);
        }
    }

    private void openServer() {
        var known = transactions.read(tx -> accountRows.server(tx));
        if (known.isEmpty()) {
            if (WorkingKeyRows.isInstalled(database)) {
                throw new TamperedException("account 0 has no row");
            }
            makeServer();
            return;
        }
        var row = known.get();
        transactions.run(tx -> {
            var root0 = slotRows.uncheckedRoot(tx, AccountId.SERVER)
                    .orElseThrow(() -> new TamperedException("account 0 has no slot"));
            var key = AccountKey.openRoot(server.working(), root0, row.publicKey());
            var home = new CollectionId(AccountId.SERVER, row.home());
            var grant = grantRows
                    .unchecked(tx, home, 1, AccountId.SERVER)
                    .orElseThrow(() -> new TamperedException("account 0 has no directory"));
            var wrapped = grant.wrapped();
            if (wrapped == null) {
                throw new TamperedException("account 0 has no directory key");
            }
            var context = new WrapContext(server.tenant(), AccountId.SERVER.value(), row.home(), 1);
            server.opened(key, key.unwrapOwn(context, wrapped));
            accountRows.find(tx, AccountId.SERVER); // now its own MAC, and the others'
            slotRows.of(tx, AccountId.SERVER);
            grantRows.find(tx, home, 1, AccountId.SERVER);
        });
    }

    private void makeServer() {
        var fresh = FreshKeys.random(server.tenant(), AccountId.SERVER);
        server.opened(fresh.account(), fresh.home());
        var working = server.working().current();
        transactions.run(tx -> {
            WorkingKeyRows.install(tx, server.tenant(), FORMAT, clock.millis());
            WorkingKeyRows.insert(
                    tx,
                    server.tenant(),
                    working.version(),
                    root.currentVersion(),
                    root.wrap(root.currentVersion(), working));
            creation.create(tx, AccountId.SERVER, NewAccount.of(""), fresh, working, List.of());
        });
    }

    private CollectionId serverHome() {
        return accountCache.find(AccountId.SERVER).orElseThrow().homeCollection();
    }

    AccountRepository accounts() {
        return accounts;
    }

    DomainRepository domains() {
        return domains;
    }

    AliasRepository aliases() {
        return aliases;
    }

    DelegationRepository delegations() {
        return delegations;
    }

    SeedGrants seeds() {
        return seeds;
    }

    GrantRepository grants() {
        return grants;
    }

    BackgroundWork scrubbing() {
        return scrubbing;
    }

    Rewrap rewrap() {
        return rewrap;
    }

    SlotRepository slots() {
        return slots;
    }

    CollectionRepository collections() {
        return collections;
    }

    MailParts mail() {
        return mail;
    }

    PropertyRepository properties() {
        return properties;
    }

    LeaseRepository leases() {
        return leases;
    }

    OutboxRepository outbox() {
        return outbox;
    }

    AuditLog audit() {
        return audit;
    }

    RecoveryRepository recovery() {
        return recovery;
    }

    Rotation rotation() {
        return rotation;
    }

    Verification verification() {
        return verification;
    }

    ItemRepository items() {
        return items;
    }

    Backup backup() {
        return backup;
    }

    NewIncarnation newIncarnation() {
        return new NewIncarnation(transactions, heads, uidValidity);
    }

    Duties duties() {
        return duties;
    }

    CollectionHeads heads() {
        return heads;
    }

    ChangeFeed changes() {
        return changes;
    }

    KeyRing keys() {
        return keys;
    }

    Transactions transactions() {
        return transactions;
    }

    UUID tenant() {
        return server.tenant();
    }

    @Override
    public void close() {
        scrubbing.close();
        rewrapping.close();
        duties.close();
        // what these write may meet a damaged row, and that must not keep the rest from being closed
        Duties.run("noting uses of slots", slots::flushUses);
        mail.close();
        Duties.run("ending the audit log", audit::close);
        changes.close();
        unlocked.close();
        server.close();
    }
}
