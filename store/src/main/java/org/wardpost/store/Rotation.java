package org.wardpost.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wardpost.store.account.AccountRows.AccountRow;
import org.wardpost.store.account.SlotRows.SlotRow;
import org.wardpost.store.account.WaysIn;
import org.wardpost.store.recovery.RecoveryRepository;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.provider.RootKeyProvider;

/**
 * Rotates root key and working key while the server serves. The new ones are durable before anything is sealed with them; the
 * outer layers of slots follow in batches, each a commit of its own, so a kill at any instant only leaves work for later.
 */
public final class Rotation {
    private static final int BATCH = 64;
    private static final Sql BEHIND = new Sql("select count(*) from slot where working_version < ?");
    private static final Sql ACCOUNTS = new Sql(
            "select distinct account from slot where account > ? and working_version < ? order by account limit ?");

    private final Transactions transactions;
    private final ServerKeys server;
    private final RootKeyProvider root;
    private final WaysIn ways;
    private final RecoveryRepository recovery;

    Rotation(
            Transactions transactions,
            ServerKeys server,
            RootKeyProvider root,
            WaysIn ways,
            RecoveryRepository recovery) {
        this.transactions = transactions;
        this.server = server;
        this.root = root;
        this.ways = ways;
        this.recovery = recovery;
    }

    /**
     * Where keys stand.
     *
     * @param rootVersion the root version that wraps the current W
     * @param workingVersion the W that makes new seals
     * @param behind slots that are still under an earlier W
     */
    public record Status(String provider, int rootVersion, int workingVersion, long behind) {}

    /** Whether those root versions open every working key that the database has. */
    public boolean opensBy(Set<Integer> rootVersions) {
        var wraps = transactions.read(this::wraps);
        return wraps.stream()
                .map(WorkingKeyRows.Wrap::version)
                .allMatch(version -> wraps.stream()
                        .anyMatch(wrap -> wrap.version() == version && rootVersions.contains(wrap.rootVersion())));
    }

    public Status status() {
        int current = server.working().current().version();
        var wraps = transactions.read(this::wraps);
        int rootVersion = wraps.stream()
                .filter(wrap -> wrap.version() == current)
                .mapToInt(WorkingKeyRows.Wrap::rootVersion)
                .max()
                .orElse(0);
        return new Status(root.name(), rootVersion, current, behind());
    }

    /**
     * Makes a new root version and a new W, and moves everything to them.
     *
     * @param progress counts slots
     * @throws org.wardpost.vault.WrongRootKeyException if the root key cannot be had; nothing is changed then
     */
    public synchronized Status rotate(Progress progress) {
        int rootVersion = root.createVersion();
        // closed by the working keys, which keep it until the store closes
        var next = WorkingKey.random(server.working().versions().last() + 1);
        var wrapped = root.wrap(rootVersion, next);
        var check = root.unwrap(rootVersion, wrapped, next.version());
        check.close();
        transactions.run(tx -> {
            WorkingKeyRows.insert(tx, server.tenant(), next.version(), rootVersion, wrapped);
            recovery.workingKeyComes(tx, next);
            for (int version : server.working().versions()) {
                var old = server.working().version(version);
                WorkingKeyRows.insert(tx, server.tenant(), version, rootVersion, root.wrap(rootVersion, old));
            }
        });
        server.working().add(next);
        return finish(progress);
    }

    /**
     * Wraps every working key that the database has under another provider's root key and no other: after a recovery, where the
     * one that this store was opened with has none, and the lost one may be in other hands. Durable when this returns.
     *
     * @param fresh whose current version no row names yet
     */
    public synchronized void adopt(RootKeyProvider fresh) {
        int rootVersion = fresh.currentVersion();
        transactions.run(tx -> wraps(tx).stream()
                .map(WorkingKeyRows.Wrap::version)
                .distinct()
                .forEach(version -> {
                    WorkingKeyRows.delete(tx, server.tenant(), version);
                    var wrapped = fresh.wrap(rootVersion, server.working().version(version));
                    fresh.unwrap(rootVersion, wrapped, version).close();
                    WorkingKeyRows.insert(tx, server.tenant(), version, rootVersion, wrapped);
                }));
    }

    private List<WorkingKeyRows.Wrap> wraps(ReadTransaction tx) {
        return tx.<List<WorkingKeyRows.Wrap>>jdbc(connection -> WorkingKeyRows.wraps(connection, server.tenant()));
    }

    /** Goes on with a rotation that a stop interrupted; nothing to do costs one count. */
    public synchronized Status finish(Progress progress) {
        int current = server.working().current().version();
        long all = behind();
        long done = 0;
        progress.at(0, all);
        boolean left = all > 0;
        var after = AccountId.SERVER;
        if (left) {
            done += move(List.of(AccountId.SERVER), current);
        }
        while (left) {
            var batch = accountsAfter(after, current);
            done += move(batch, current);
            progress.at(done, Math.max(all, done));
            left = batch.size() == BATCH;
            after = batch.isEmpty() ? after : batch.getLast();
        }
        if (behind() == 0) {
            forgetEarlier(current);
        }
        return status();
    }

    private List<AccountId> accountsAfter(AccountId after, int current) {
        return transactions.read(tx -> tx.list(
                ACCOUNTS, b -> b.id(after.value()).small(current).small(BATCH), row -> new AccountId(row.id())));
    }

    private long move(List<AccountId> batch, int current) {
        return batch.isEmpty()
                ? 0
                : transactions.<Long>write(tx -> batch.stream()
                        .mapToLong(account -> move(tx, account, current))
                        .sum());
    }

    private long move(WriteTransaction tx, AccountId id, int current) {
        var accounts = ways.accounts();
        AccountRow row;
        List<SlotRow> all;
        try {
            row = accounts.lock(tx, id);
            all = ways.requireAll(tx, row);
        } catch (RefusedException gone) {
            return 0;
        } catch (TamperedException damaged) {
            tx.damage().accept(damaged); // it stays behind; the others go on
            return 0;
        }
        var removed = new ArrayList<RowMac>();
        var added = new ArrayList<RowMac>();
        for (var slot : all) {
            if (slot.slot().workingVersion() < current) {
                removed.add(slot.mac());
                added.add(ways.slots().rewrap(tx, slot, SealedSlot.rewrap(server.working(), slot.slot())));
            }
        }
        accounts.update(tx, row.withSlots(accounts.changeSlots(row, removed, added), row.nextSlot()));
        return added.size();
    }

    /** Earlier versions stay in memory, where answers of other threads may still name them, and leave the database. */
    private void forgetEarlier(int current) {
        transactions.run(tx -> server.working().versions().headSet(current).forEach(version -> {
            WorkingKeyRows.delete(tx, server.tenant(), version);
            recovery.workingKeyGoes(tx, version);
        }));
    }

    private long behind() {
        int current = server.working().current().version();
        return transactions
                .read(tx -> tx.first(BEHIND, b -> b.small(current), Row::number))
                .orElse(0L);
    }
}
