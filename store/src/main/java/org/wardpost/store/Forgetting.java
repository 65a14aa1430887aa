package org.wardpost.store;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wardpost.store.account.AccountRepository;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.item.ItemRepository;

/** Sweeps what mailboxes and calendars need not remember any longer, on a thread of its own because it may take long. */
final class Forgetting {
    /** A mail that was not done with in this time is not tried any more either. */
    private static final Duration DELIVERIES = Duration.ofDays(30);

    private final AccountRepository accounts;
    private final CollectionRepository collections;
    private final MailParts mail;
    private final ItemRepository items;
    private final Duration tombstones;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();

    Forgetting(
            AccountRepository accounts,
            CollectionRepository collections,
            MailParts mail,
            ItemRepository items,
            Duration tombstones,
            Clock clock) {
        this.accounts = accounts;
        this.collections = collections;
        this.mail = mail;
        this.items = items;
        this.tombstones = tombstones;
        this.clock = clock;
    }

    /** Starts a round unless one is under way. */
    void start() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("store-forgetting").start(() -> Duties.run("forgetting removals", this::round));
        }
    }

    private void round() {
        try {
            var now = clock.instant();
            accounts.all().forEach(account -> {
                mail.messages().sweepDeliveries(account.id(), now.minus(DELIVERIES));
                for (var mailbox : collections.list(account.id(), CollectionKind.MAILBOX)) {
                    Duties.run(
                            "forgetting removals", () -> mail.tombstones().sweep(mailbox.id(), now.minus(tombstones)));
                }
                for (var kind : CollectionKind.OF_ITEMS) {
                    for (var collection : collections.list(account.id(), kind)) {
                        Duties.run("forgetting removals", () -> items.sweep(collection.id(), now.minus(tombstones)));
                    }
                }
            });
        } finally {
            running.set(false);
        }
    }
}
