package org.wardpost.store;

import java.time.Clock;
import java.util.UUID;
import org.wardpost.store.account.AccountCache;
import org.wardpost.store.blob.FileBlobs;
import org.wardpost.store.blob.ObjectLimits;
import org.wardpost.store.blob.ObjectSpool;
import org.wardpost.store.blob.Objects;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.message.MailboxHistory;
import org.wardpost.store.message.MailboxRepair;
import org.wardpost.store.message.MailboxVerification;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.message.QuotaRepair;
import org.wardpost.store.message.Scrub;
import org.wardpost.store.message.TombstoneSweep;
import org.wardpost.store.queue.QueueRepository;
import org.wardpost.store.quota.QuotaLimits;
import org.wardpost.store.quota.QuotaRepository;
import org.wardpost.store.sql.Database;
import org.wardpost.store.view.ViewCache;

/** Messages, objects, views and queues, wired by hand. */
final class MailParts implements AutoCloseable {
    private static final long MEBIBYTE = 1024 * 1024;

    private final Objects objects;
    private final ObjectSpool spool;
    private final QuotaRepository quotas;
    private final ViewCache views;
    private final MessageRepository messages;
    private final QueueRepository queue;
    private final MailboxVerification verification;
    private final Scrub scrub;
    private final MailboxRepair repair;
    private final QuotaRepair quotaRepair;
    private final TombstoneSweep tombstones;

    MailParts(
            StoreSettings settings,
            Database database,
            Transactions transactions,
            KeyRing keys,
            CollectionHeads heads,
            AccountCache accounts,
            DamageListener damage,
            Clock clock,
            UUID node) {
        var blobs = new FileBlobs(settings.dataFolder().resolve("objects"));
        var limits = new ObjectLimits(
                settings.dataFolder().resolve("spool"), settings.inlineBytes(), settings.spoolMebibytes() * MEBIBYTE);
        this.objects = new Objects(blobs, keys::server);
        objects.sweepOrphans(transactions);
        this.spool = new ObjectSpool(keys.tenant(), limits, blobs);
        this.quotas = new QuotaRepository(transactions, keys::server, id -> limits(accounts, id));
        var history = new MailboxHistory(transactions, heads, keys, damage);
        this.views = new ViewCache(
                history, database::awaitDurable, this::scrub, damage, settings.viewMebibytes() * MEBIBYTE);
        this.messages =
                new MessageRepository(transactions, keys, heads, quotas, objects, history, views, damage, clock);
        this.verification = new MailboxVerification(transactions, heads, keys, messages);
        this.scrub = new Scrub(verification, damage);
        this.repair = new MailboxRepair(transactions, heads, keys, views, clock);
        this.quotaRepair = new QuotaRepair(transactions, heads, quotas, keys);
        this.tombstones = new TombstoneSweep(transactions, heads, keys);
        this.queue =
                new QueueRepository(transactions, keys, objects, messages, damage, clock, node, database.isPostgres());
    }

    private void scrub(CollectionId opened) {
        scrub.soon(opened);
    }

    private static QuotaLimits.Limits limits(AccountCache accounts, AccountId id) {
        return accounts.find(id)
                .map(account -> new QuotaLimits.Limits(account.quotaBytes(), account.quotaMessages()))
                .orElse(QuotaLimits.Limits.NONE);
    }

    ObjectSpool spool() {
        return spool;
    }

    QuotaRepository quotas() {
        return quotas;
    }

    ViewCache views() {
        return views;
    }

    MessageRepository messages() {
        return messages;
    }

    MailboxVerification verification() {
        return verification;
    }

    Scrub scrub() {
        return scrub;
    }

    MailboxRepair repair() {
        return repair;
    }

    QuotaRepair quotaRepair() {
        return quotaRepair;
    }

    TombstoneSweep tombstones() {
        return tombstones;
    }

    Objects objects() {
        return objects;
    }

    QueueRepository queue() {
        return queue;
    }

    @Override
    public void close() {
        scrub.close();
        objects.close();
    }
}
