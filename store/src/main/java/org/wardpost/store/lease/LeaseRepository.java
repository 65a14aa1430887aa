package org.wardpost.store.lease;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.Intact;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;

/** Duties that one node at a time has, by name; authenticated by account 0. Clocks of nodes must agree to a second or so. */
public final class LeaseRepository {
    private static final String KEY = " where account = ? and tag = ?";
    private static final Sql FIND = new Sql("select holder, fence, until, mac from lease" + KEY + " for update");
    private static final Sql INSERT =
            new Sql("insert into lease (holder, fence, until, mac, account, tag) values (?, ?, ?, ?, ?, ?)");
    private static final Sql UPDATE = new Sql("update lease set holder = ?, fence = ?, until = ?, mac = ?" + KEY);

    private static final Sql ALL = new Sql("select tag, holder, fence, until, mac from lease where account = ?");
    private static final UUID NOBODY = new UUID(0, 0);

    private final Transactions transactions;
    private final KeyRing keys;
    private final UUID node;
    private final Clock clock;

    /** @param node this node's id */
    public LeaseRepository(Transactions transactions, KeyRing keys, UUID node, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.node = node;
        this.clock = clock;
    }

    private record LeaseRow(UUID holder, long fence, long until) {}

    /** Takes or prolongs a duty; empty if another node has it. */
    public Optional<Lease> take(String name, Duration time) {
        var tag = tag(name);
        long now = clock.millis();
        return transactions.write(tx -> {
            var old = find(tx, tag);
            boolean mine = old.isPresent() && old.get().holder.equals(node);
            if (old.isPresent() && !mine && old.get().until > now) {
                return Optional.empty();
            }
            boolean goesOn = mine && old.get().until > now;
            long fence = old.map(row -> row.fence + (goesOn ? 0 : 1)).orElse(1L);
            var row = new LeaseRow(node, fence, now + time.toMillis());
            write(tx, tag, row, old.isPresent());
            return Optional.of(new Lease(name, fence, Instant.ofEpochMilli(row.until)));
        });
    }

    /** Gives a duty back, if it is still the same. */
    public void release(Lease lease) {
        var tag = tag(lease.name());
        transactions.run(tx -> find(tx, tag)
                .filter(row -> row.holder.equals(node) && row.fence == lease.fence())
                .ifPresent(row -> write(tx, tag, new LeaseRow(node, row.fence, 0), true)));
    }

    /** One that is damaged counts as nobody's, or its duty would never be done again; its fence is not to be believed. */
    private Optional<LeaseRow> find(ReadTransaction tx, LookupTag tag) {
        return tx.first(
                FIND,
                b -> key(b, tag),
                row -> Intact.reader((Row r) -> read(r, tag), tx.damage())
                        .read(row)
                        .orElse(new LeaseRow(NOBODY, clock.millis(), 0)));
    }

    private LeaseRow read(Row row, LookupTag tag) throws SQLException {
        var lease = new LeaseRow(row.id(), row.number(), row.number());
        keys.server().checkMac(macInput(tag, lease), row.bytes(), lease.holder);
        return lease;
    }

    /** Checks all. @param bad hears of each that is damaged @return how many are good */
    public long verify(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return tx.intact(
                        ALL,
                        b -> b.id(AccountId.SERVER.value()),
                        row -> {
                            var tag = row.tag();
                            return read(row, tag);
                        },
                        bad)
                .size();
    }

    private void write(WriteTransaction tx, LookupTag tag, LeaseRow row, boolean there) {
        var mac = keys.server().mac(macInput(tag, row));
        tx.update(
                there ? UPDATE : INSERT,
                b -> key(b.id(row.holder).number(row.fence).number(row.until).mac(mac), tag));
    }

    private static Bind key(Bind b, LookupTag tag) throws SQLException {
        return b.id(AccountId.SERVER.value()).tag(tag);
    }

    private LookupTag tag(String name) {
        return keys.server().lookup(LookupField.LEASE, name.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] macInput(LookupTag tag, LeaseRow row) {
        return MacInput.of(TableId.LEASE)
                .id(AccountId.SERVER.value())
                .tag(tag)
                .id(row.holder)
                .number(row.fence)
                .number(row.until)
                .done();
    }
}
