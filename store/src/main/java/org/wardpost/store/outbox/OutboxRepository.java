package org.wardpost.store.outbox;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.Ids;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SealedBytes;

/**
 * What changes owe to other accounts: added in the commit of the change, delivered by whoever holds the lease, for each target
 * in the order of adding. Sealed and authenticated by account 0.
 */
public final class OutboxRepository {
    private static final Sql NUMBER = new Sql("select next value for outbox_number");
    private static final Sql NUMBER_POSTGRES = new Sql("select nextval('outbox_number')");
    private static final Sql INSERT =
            new Sql("insert into outbox (account, number, outbox, target, kind, due, attempts, record,"
                    + " mac) values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    // an entry waits for every earlier one of its target
    private static final Sql DUE =
            new Sql("select number, outbox, target, kind, due, attempts, record, mac from outbox o"
                    + " where account = ? and due <= ? and not exists (select p.number from outbox p where p.account = o.account"
                    + " and p.target = o.target and p.number < o.number) order by number limit ?");
    private static final Sql ALL = new Sql("select number, outbox, target, kind, due, attempts, record, mac from outbox"
            + " where account = ? order by number");
    private static final Sql FIND =
            new Sql("select number, outbox, target, kind, due, attempts, record, mac from outbox"
                    + " where account = ? and number = ?");
    private static final Sql DELETE = new Sql("delete from outbox where account = ? and number = ?");
    private static final Sql RETRY = new Sql(
            "update outbox set due = ?, attempts = ?, mac = ? where account = ? and number = ? and attempts = ?");
    private static final int PAYLOAD = 1;

    private final Transactions transactions;
    private final KeyRing keys;
    private final boolean postgres;

    public OutboxRepository(Transactions transactions, KeyRing keys, boolean postgres) {
        this.transactions = transactions;
        this.keys = keys;
        this.postgres = postgres;
    }

    private record OutboxRow(long number, UUID id, UUID target, int kind, long due, int attempts, SealedBytes record) {
        byte[] macInput() {
            return MacInput.of(TableId.OUTBOX)
                    .id(AccountId.SERVER.value())
                    .number(number)
                    .id(id)
                    .id(target)
                    .small(kind)
                    .number(due)
                    .small(attempts)
                    .sealed(record)
                    .done();
        }
    }

    /** Adds to the commit of {@code tx}. @return the entry's id */
    public UUID add(WriteTransaction tx, AccountId target, int kind, byte[] payload, Instant due) {
        var id = Ids.random();
        long number = tx.first(postgres ? NUMBER_POSTGRES : NUMBER, b -> {}, Row::number)
                .orElseThrow();
        var sealed = keys.server()
                .sealRecord(new RecordWriter().bytes(PAYLOAD, payload).done(), context(id));
        var row = new OutboxRow(number, id, target.value(), kind, due.toEpochMilli(), 0, sealed);
        var mac = keys.server().mac(row.macInput());
        tx.update(
                INSERT,
                b -> b.id(AccountId.SERVER.value())
                        .number(number)
                        .id(id)
                        .id(row.target)
                        .small(kind)
                        .number(row.due)
                        .small(0)
                        .sealed(sealed)
                        .mac(mac));
        return id;
    }

    /** What is to be done now, at most one for each target. */
    public List<OutboxEntry> due(Instant now, int most) {
        return transactions.read(tx -> tx.intact(
                DUE,
                b -> b.id(AccountId.SERVER.value()).number(now.toEpochMilli()).small(most),
                row -> open(read(row)),
                tx.damage()));
    }

    /** Removes an entry in the commit of what it asked for. @return false if it was gone already: undo that commit */
    public boolean done(WriteTransaction tx, OutboxEntry entry) {
        return tx.update(DELETE, b -> b.id(AccountId.SERVER.value()).number(entry.number())) == 1;
    }

    /** Puts an entry off; those after it for the same target wait too. */
    public void retry(OutboxEntry entry, Instant due) {
        transactions.run(tx -> tx.first(
                        FIND, b -> b.id(AccountId.SERVER.value()).number(entry.number()), this::read)
                .filter(row -> row.attempts == entry.attempts())
                .ifPresent(row -> putOff(tx, row, due)));
    }

    /** Reads and authenticates all. @param bad hears of each that is damaged @return how many are good */
    public long verify(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return tx.intact(ALL, b -> b.id(AccountId.SERVER.value()), row -> open(read(row)), bad)
                .size();
    }

    private void putOff(WriteTransaction tx, OutboxRow row, Instant due) {
        var later = new OutboxRow(
                row.number, row.id, row.target, row.kind, due.toEpochMilli(), row.attempts + 1, row.record);
        tx.update(
                RETRY,
                b -> b.number(later.due)
                        .small(later.attempts)
                        .mac(keys.server().mac(later.macInput()))
                        .id(AccountId.SERVER.value())
                        .number(row.number)
                        .small(row.attempts));
    }

    private OutboxRow read(Row row) throws SQLException {
        var read =
                new OutboxRow(row.number(), row.id(), row.id(), row.small(), row.number(), row.small(), row.sealed());
        keys.server().checkMac(read.macInput(), row.bytes(), read.id);
        return read;
    }

    private OutboxEntry open(OutboxRow row) {
        var record = new RecordReader(keys.server().openRecord(row.record, context(row.id)));
        return new OutboxEntry(
                row.number,
                row.id,
                new AccountId(row.target),
                row.kind,
                row.attempts,
                record.bytes(PAYLOAD).orElse(new byte[0]));
    }

    private ObjectContext context(UUID id) {
        return new ObjectContext(keys.tenant(), ObjectType.OUTBOX, Part.RECORD, id);
    }
}
