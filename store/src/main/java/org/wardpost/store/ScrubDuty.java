package org.wardpost.store;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.wardpost.store.Verification.Finding;
import org.wardpost.store.Verification.Findings;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountRepository;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.message.Scrub;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;

/**
 * Compares rows of every collection with their digests once in a while, slowly: what a writer to the database put back is found
 * although nobody opens it. How far a pass has come is a setting of account 0, so that a restart goes on.
 */
final class ScrubDuty {
    private static final String KEY = "scrub";

    private final AccountRepository accounts;
    private final CollectionRepository collections;
    private final PropertyRepository properties;
    private final Scrub mailboxes;
    private final List<Verification.Step> steps;
    private final DamageListener damage;
    private final Duration every;
    private final int rowsPerSecond;
    private final Clock clock;

    /** @param steps what is checked besides mailboxes, an account at a time */
    ScrubDuty(
            AccountRepository accounts,
            CollectionRepository collections,
            PropertyRepository properties,
            Scrub mailboxes,
            List<Verification.Step> steps,
            DamageListener damage,
            StoreSettings.Upkeep upkeep,
            Clock clock) {
        this.accounts = accounts;
        this.collections = collections;
        this.properties = properties;
        this.mailboxes = mailboxes;
        this.steps = steps;
        this.damage = damage;
        this.every = upkeep.scrubEvery();
        this.rowsPerSecond = upkeep.scrubRowsPerSecond();
        this.clock = clock;
    }

    /**
     * Where a pass is.
     *
     * @param begun when it began
     * @param done every account up to this one
     * @param whole whether it has come to the end
     */
    private record Pass(Instant begun, UUID done, boolean whole) {
        byte[] stored() {
            return ByteBuffer.allocate(25)
                    .putLong(begun.toEpochMilli())
                    .putLong(done.getMostSignificantBits())
                    .putLong(done.getLeastSignificantBits())
                    .put((byte) (whole ? 1 : 0))
                    .array();
        }

        static Pass ofStored(byte[] stored) {
            var from = ByteBuffer.wrap(stored);
            return new Pass(
                    Instant.ofEpochMilli(from.getLong()), new UUID(from.getLong(), from.getLong()), from.get() == 1);
        }
    }

    /** Begins a pass if it is time, or goes on with the one that a restart cut short. */
    void round(Pace pace, Runnable prolong) {
        if (every.isZero()) {
            return;
        }
        var pass = current();
        if (pass.whole) {
            return;
        }
        var at = pass;
        for (var account : after(new AccountId(pass.done))) {
            prolong.run();
            if (!account(account, pace)) {
                return;
            }
            at = new Pass(pass.begun, account.value(), false);
            keep(at);
        }
        keep(new Pass(pass.begun, at.done, true));
    }

    private List<AccountId> after(AccountId done) {
        var ids = accounts.all().map(Account::id).filter(id -> id.compareTo(done) > 0);
        return (done.equals(AccountId.SERVER) ? Stream.concat(Stream.of(AccountId.SERVER), ids) : ids)
                .sorted()
                .toList();
    }

    /** @return false if the store closes */
    private boolean account(AccountId account, Pace pace) {
        var findings = new Findings();
        steps.forEach(step -> step.account(account, findings));
        var report = findings.report();
        if (accounts.current(account).isEmpty()) {
            return true; // removed meanwhile, and nothing to wonder at
        }
        report.findings().forEach(this::found);
        long rows = report.counts().values().stream().mapToLong(Long::longValue).sum();
        for (var mailbox : collections.list(account, CollectionKind.MAILBOX)) {
            if (!pace.after(rows, rowsPerSecond)) {
                return false;
            }
            rows = mailboxes.now(mailbox.id());
        }
        return pace.after(rows, rowsPerSecond);
    }

    private void found(Finding finding) {
        damage.found(
                new CollectionId(finding.account(), finding.object()),
                finding.object(),
                finding.kind() + ": " + finding.why());
    }

    private Pass current() {
        var known = properties
                .get(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.SETTING, KEY)
                .map(Pass::ofStored);
        var now = clock.instant();
        return known.filter(pass -> !pass.whole || pass.begun.plus(every).isAfter(now))
                .orElseGet(() -> new Pass(now, AccountId.SERVER.value(), false));
    }

    private void keep(Pass pass) {
        properties.put(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.SETTING, KEY, pass.stored());
    }
}
