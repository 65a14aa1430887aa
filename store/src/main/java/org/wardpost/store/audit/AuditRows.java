package org.wardpost.store.audit;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.Intact;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.Ids;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.audit.ChainLink;
import org.wardpost.vault.audit.Checkpoint.ChainHead;

/**
 * Rows of table {@code audit_event}, sealed and authenticated by account 0. The MAC covers what was written with the change; the
 * link, which comes later, is guarded by the chain itself.
 */
final class AuditRows {
    private static final String COLUMNS = "event, node, at, link, record, mac";
    private static final Sql INSERT =
            new Sql("insert into audit_event (account, event, node, at, record, mac) values (?, ?, ?, ?, ?, ?)");
    private static final Sql WAITING = new Sql("select " + COLUMNS
            + " from audit_event where account = ? and node = ? and number is null order by at limit ?");
    private static final Sql LINKED = new Sql("select " + COLUMNS
            + " from audit_event where account = ? and node = ? and number > ? order by number limit ?");
    private static final Sql LAST = new Sql("select number, link"
            + " from audit_event where account = ? and node = ? and number is not null order by number desc limit 1");
    private static final Sql LINK =
            new Sql("update audit_event set number = ?, link = ? where account = ? and event = ? and number is null");
    private static final Sql NODES = new Sql("select distinct node from audit_event where account = ?");

    private final KeyRing keys;

    AuditRows(KeyRing keys) {
        this.keys = keys;
    }

    /** @param encoded {@link AuditEvent#encoded()} */
    record AuditRow(UUID id, UUID node, long at, @Nullable ChainLink link, byte[] encoded) {}

    void insert(WriteTransaction tx, UUID node, AuditEvent event) {
        var id = Ids.random();
        long at = event.time().toEpochMilli();
        var sealed = keys.server().sealRecord(event.encoded(), context(id));
        var mac = keys.server().mac(macInput(id, node, at, sealed));
        tx.update(
                INSERT,
                b -> b.id(AccountId.SERVER.value())
                        .id(id)
                        .id(node)
                        .number(at)
                        .sealed(sealed)
                        .mac(mac));
    }

    /** @param bad hears of each that is damaged: it gets no link, and the others wait no longer for it */
    List<AuditRow> waiting(ReadTransaction tx, UUID node, int most, Consumer<RuntimeException> bad) {
        return tx.intact(WAITING, b -> b.id(AccountId.SERVER.value()).id(node).small(most), this::read, bad);
    }

    /** Where a chain goes on; also after a link that was changed, which whoever verifies the chain is told. */
    Optional<ChainHead> last(ReadTransaction tx, UUID node) {
        return tx.first(LAST, b -> b.id(AccountId.SERVER.value()).id(node), row -> {
            long number = row.number();
            byte[] link = row.bytes();
            return Intact.of(() -> ChainLink.decode(link).hash(), tx.damage())
                    .map(hash -> new ChainHead(number, hash))
                    .orElse(new ChainHead(number, new byte[32]));
        });
    }

    /** @param bad hears of each that is damaged */
    void linked(
            ReadTransaction tx,
            UUID node,
            long after,
            int most,
            Consumer<AuditRow> consumer,
            Consumer<RuntimeException> bad) {
        tx.intact(
                        LINKED,
                        b -> b.id(AccountId.SERVER.value())
                                .id(node)
                                .number(after)
                                .small(most),
                        this::read,
                        bad)
                .forEach(consumer);
    }

    void link(WriteTransaction tx, UUID event, ChainLink link) {
        tx.update(
                LINK,
                b -> b.number(link.number())
                        .open(link.encoded())
                        .id(AccountId.SERVER.value())
                        .id(event));
    }

    List<UUID> nodes(ReadTransaction tx) {
        return tx.list(NODES, b -> b.id(AccountId.SERVER.value()), Row::id);
    }

    private AuditRow read(Row row) throws SQLException {
        var id = row.id();
        var node = row.id();
        long at = row.number();
        byte[] link = row.optionalBytes();
        var sealed = row.sealed();
        keys.server().checkMac(macInput(id, node, at, sealed), row.bytes(), id);
        return new AuditRow(
                id,
                node,
                at,
                link == null ? null : ChainLink.decode(link),
                keys.server().openRecord(sealed, context(id)));
    }

    private static byte[] macInput(UUID id, UUID node, long at, SealedBytes sealed) {
        return MacInput.of(TableId.AUDIT_EVENT)
                .id(AccountId.SERVER.value())
                .id(id)
                .id(node)
                .number(at)
                .sealed(sealed)
                .done();
    }

    private ObjectContext context(UUID id) {
        return new ObjectContext(keys.tenant(), ObjectType.AUDIT, Part.RECORD, id);
    }
}
