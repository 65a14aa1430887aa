package org.wardpost.store.quota;

import java.util.UUID;
import java.util.function.Supplier;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.TamperedException;

/**
 * How much each account uses. The row is taken in the transaction that changes it, after the heads of mailboxes and before anything
 * else of the account: so it is also what makes changes of one account's threads and deliveries follow each other.
 */
public final class QuotaRepository {
    private static final String COLUMNS = "select bytes, messages, mac from quota_usage where account = ?";
    private static final Sql FIND = new Sql(COLUMNS);
    private static final Sql LOCK = new Sql(COLUMNS + " for update");
    private static final Sql INSERT =
            new Sql("insert into quota_usage (bytes, messages, mac, account) values (?, ?, ?, ?)");
    private static final Sql UPDATE =
            new Sql("update quota_usage set bytes = ?, messages = ?, mac = ? where account = ?");
    private static final Sql DELETE = new Sql("delete from quota_usage where account = ?");

    /** Quota rows are locked in this process as if they were collections of an account behind all others. */
    private static final AccountId AFTER_ALL_MAILBOXES = new AccountId(new UUID(-1, -1));

    private final Transactions transactions;
    private final Supplier<AccountKey> server;
    private final QuotaLimits limits;

    /** @param server account 0's key, which authenticates the rows: they are counted while nobody is signed in too */
    public QuotaRepository(Transactions transactions, Supplier<AccountKey> server, QuotaLimits limits) {
        this.transactions = transactions;
        this.server = server;
        this.limits = limits;
    }

    private record Usage(long bytes, long messages, byte[] mac) {}

    /** @throws org.wardpost.vault.TamperedException if the row was changed from outside */
    public QuotaUsage usage(AccountId account) {
        var used = transactions.read(tx -> read(tx, FIND, account));
        var limit = limits.of(account);
        return new QuotaUsage(used.bytes, used.messages, limit.bytes(), limit.messages());
    }

    /** Takes an account's row until the commit. Several accounts in ascending order. */
    public QuotaCharge lock(WriteTransaction tx, AccountId account) {
        tx.lock(new CollectionId(AFTER_ALL_MAILBOXES, account.value()));
        var used = read(tx, tx.isShared() ? LOCK : FIND, account);
        return new QuotaCharge(account, used.bytes, used.messages, used.mac.length == 0, limits.of(account));
    }

    /** Writes what a charge came to. */
    public void write(WriteTransaction tx, QuotaCharge charge) {
        if (charge.changed()) {
            set(tx, charge.isNew() ? INSERT : UPDATE, charge.account(), charge.bytes(), charge.messages());
        }
    }

    /** Puts sums that were counted anew in place of a row, whatever it holds. */
    public void repair(WriteTransaction tx, AccountId account, long bytes, long messages) {
        remove(tx, account);
        set(tx, INSERT, account, bytes, messages);
    }

    /**
     * The same where the row says something else; the caller has the locks of all the account's mailboxes.
     * @return whether it did
     */
    public boolean recounted(WriteTransaction tx, AccountId account, long bytes, long messages) {
        tx.lock(new CollectionId(AFTER_ALL_MAILBOXES, account.value()));
        try {
            var used = read(tx, tx.isShared() ? LOCK : FIND, account);
            if (used.bytes == bytes && used.messages == messages) {
                return false;
            }
        } catch (TamperedException changed) {
            // whatever it says
        }
        repair(tx, account, bytes, messages);
        return true;
    }

    /** Forgets a removed account. */
    public void remove(WriteTransaction tx, AccountId account) {
        tx.update(DELETE, b -> b.id(account.value()));
    }

    private void set(WriteTransaction tx, Sql sql, AccountId account, long bytes, long messages) {
        var mac = server.get().mac(macInput(account.value(), bytes, messages));
        tx.update(sql, b -> b.number(bytes).number(messages).mac(mac).id(account.value()));
    }

    private Usage read(ReadTransaction tx, Sql sql, AccountId account) {
        var found =
                tx.first(sql, b -> b.id(account.value()), row -> new Usage(row.number(), row.number(), row.bytes()));
        found.ifPresent(used ->
                server.get().checkMac(macInput(account.value(), used.bytes, used.messages), used.mac, account.value()));
        return found.orElseGet(() -> new Usage(0, 0, new byte[0]));
    }

    private static byte[] macInput(UUID account, long bytes, long messages) {
        return MacInput.of(TableId.QUOTA_USAGE)
                .id(account)
                .number(bytes)
                .number(messages)
                .done();
    }
}
