package org.wardpost.store.account;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wardpost.store.AccountId;
import org.wardpost.store.Intact;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.SlotContext;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.TamperedException;

/** Rows of tables {@code slot} and {@code slot_use}. Public for the store's own packages. */
public final class SlotRows {
    private static final String COLUMNS =
            "account, slot, number, kind, generation, working_version, sealed, record, mac";
    private static final Sql OF = new Sql("select " + COLUMNS + " from slot where account = ? order by number");
    private static final Sql OF_KIND = new Sql("select " + COLUMNS + " from slot where account = ? and kind = ?");
    private static final Sql INSERT = new Sql("insert into slot (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private static final Sql REWRAP =
            new Sql("update slot set working_version = ?, sealed = ?, mac = ? where account = ? and slot = ?");
    private static final Sql RENEW = new Sql(
            "update slot set generation = ?, working_version = ?, sealed = ?, mac = ? where account = ? and slot = ?");
    private static final Sql RESEAL = new Sql("update slot set record = ?, mac = ? where account = ? and slot = ?");
    private static final Sql DELETE = new Sql("delete from slot where account = ? and slot = ?");
    private static final Sql USES = new Sql("select slot, record, mac from slot_use where account = ?");
    private static final Sql USE_UPDATE =
            new Sql("update slot_use set record = ?, mac = ? where account = ? and slot = ?");
    private static final Sql USE_INSERT =
            new Sql("insert into slot_use (account, slot, record, mac) values (?, ?, ?, ?)");
    private static final Sql USE_DELETE = new Sql("delete from slot_use where account = ? and slot = ?");

    private static final Sql DELETE_ALL = new Sql("delete from slot where account = ?");
    private static final Sql USE_DELETE_ALL = new Sql("delete from slot_use where account = ?");

    private static final int LABEL = 1;
    private static final int SCOPE = 2;
    private static final int CREATED = 3;
    private static final int EXPIRES = 4;
    private static final int USED = 1;

    private final UUID tenant;
    private final Supplier<CollectionKey> directory;

    public SlotRows(UUID tenant, Supplier<CollectionKey> directory) {
        this.tenant = tenant;
        this.directory = directory;
    }

    /** One row with its MAC, the details still sealed. */
    public record SlotRow(SealedSlot slot, int number, SealedBytes record, RowMac mac) {
        public UUID id() {
            return slot.context().slot();
        }
    }

    private record Raw(SealedSlot slot, int number, SealedBytes record, byte[] mac) {}

    /** All slots of an account in order of their numbers, each authenticated; their digest is the caller's to check. */
    public List<SlotRow> of(ReadTransaction tx, AccountId account) {
        return of(tx, account, Intact.ALL);
    }

    /** The same without those that are damaged. @param bad hears of each of them */
    public List<SlotRow> of(ReadTransaction tx, AccountId account, Consumer<RuntimeException> bad) {
        return tx.intact(OF, b -> b.id(account.value()), row -> checked(read(row)), bad);
    }

    /** The root slot alone, so that damage to another way in does not close the account to the server. */
    public Optional<SlotRow> root(ReadTransaction tx, AccountId account) {
        return tx.first(OF_KIND, b -> b.id(account.value()).small(SlotKind.ROOT.code()), this::read)
                .map(this::checked);
    }

    /** The root slot before any key is known that could authenticate its row: W does, inside the slot. */
    public Optional<SealedSlot> uncheckedRoot(ReadTransaction tx, AccountId account) {
        return tx.list(OF, b -> b.id(account.value()), this::read).stream()
                .map(Raw::slot)
                .filter(slot -> slot.context().kind() == SlotKind.ROOT)
                .findFirst();
    }

    public RowMac insert(WriteTransaction tx, SealedSlot slot, int number, SlotDetails details) {
        var at = slot.context();
        var sealed = directory.get().sealRecord(encode(details), context(at.slot()));
        var mac = directory.get().mac(macInput(slot, number, sealed));
        tx.update(
                INSERT,
                b -> b.id(at.account())
                        .id(at.slot())
                        .small(number)
                        .small(at.kind().code())
                        .small(at.generation())
                        .small(slot.workingVersion())
                        .open(slot.bytes())
                        .sealed(sealed)
                        .mac(mac));
        return mac;
    }

    /** Puts the same slot under another outer layer. */
    public RowMac rewrap(WriteTransaction tx, SlotRow old, SealedSlot slot) {
        var mac = directory.get().mac(macInput(slot, old.number, old.record));
        tx.update(
                REWRAP,
                b -> b.small(slot.workingVersion())
                        .open(slot.bytes())
                        .mac(mac)
                        .id(slot.context().account())
                        .id(slot.context().slot()));
        return mac;
    }

    /** Puts a slot of another generation in its place; who opens it and its details stay. */
    public RowMac renew(WriteTransaction tx, SlotRow old, SealedSlot slot) {
        var mac = directory.get().mac(macInput(slot, old.number, old.record));
        tx.update(
                RENEW,
                b -> b.small(slot.context().generation())
                        .small(slot.workingVersion())
                        .open(slot.bytes())
                        .mac(mac)
                        .id(slot.context().account())
                        .id(slot.context().slot()));
        return mac;
    }

    /** Seals what a slot says anew, so that its MAC is another one. */
    public RowMac reseal(WriteTransaction tx, SlotRow old) {
        var at = old.slot.context();
        var sealed = directory.get().sealRecord(encode(details(old)), context(at.slot()));
        var mac = directory.get().mac(macInput(old.slot, old.number, sealed));
        tx.update(RESEAL, b -> b.sealed(sealed).mac(mac).id(at.account()).id(at.slot()));
        return mac;
    }

    public void delete(WriteTransaction tx, AccountId account, UUID slot) {
        tx.update(DELETE, b -> b.id(account.value()).id(slot));
        tx.update(USE_DELETE, b -> b.id(account.value()).id(slot));
    }

    public void deleteAll(WriteTransaction tx, AccountId account) {
        tx.update(DELETE_ALL, b -> b.id(account.value()));
        tx.update(USE_DELETE_ALL, b -> b.id(account.value()));
    }

    /** @param bad hears of each that is damaged */
    public Map<UUID, Instant> uses(ReadTransaction tx, AccountId account, Consumer<RuntimeException> bad) {
        var uses = new HashMap<UUID, Instant>();
        tx.intact(
                        USES,
                        b -> b.id(account.value()),
                        row -> {
                            var slot = row.id();
                            var sealed = row.sealed();
                            directory.get().checkedMac(useMacInput(account, slot, sealed), row.bytes(), slot);
                            var record = new RecordReader(directory.get().openRecord(sealed, useContext(slot)));
                            return Map.entry(
                                    slot,
                                    Instant.ofEpochSecond(record.number(USED).orElse(0)));
                        },
                        bad)
                .forEach(use -> uses.put(use.getKey(), use.getValue()));
        return uses;
    }

    public void use(WriteTransaction tx, AccountId account, UUID slot, Instant when) {
        var sealed = directory
                .get()
                .sealRecord(
                        new RecordWriter().number(USED, when.getEpochSecond()).done(), useContext(slot));
        var mac = directory.get().mac(useMacInput(account, slot, sealed));
        if (tx.update(
                        USE_UPDATE,
                        b -> b.sealed(sealed).mac(mac).id(account.value()).id(slot))
                == 0) {
            tx.update(
                    USE_INSERT,
                    b -> b.id(account.value()).id(slot).sealed(sealed).mac(mac));
        }
    }

    public SlotDetails details(SlotRow row) {
        var record = new RecordReader(directory.get().openRecord(row.record, context(row.id())));
        OptionalLong expires = record.number(EXPIRES);
        return new SlotDetails(
                record.text(LABEL),
                Set.copyOf(record.texts(SCOPE)),
                Instant.ofEpochSecond(record.number(CREATED).orElse(0)),
                expires.isPresent() ? Optional.of(Instant.ofEpochSecond(expires.getAsLong())) : Optional.empty());
    }

    private static byte[] encode(SlotDetails details) {
        var record = new RecordWriter().text(LABEL, details.label());
        new TreeSet<>(details.scopes()).forEach(scope -> record.text(SCOPE, scope));
        record.number(CREATED, details.created().getEpochSecond());
        details.expires().ifPresent(expires -> record.number(EXPIRES, expires.getEpochSecond()));
        return record.done();
    }

    private SlotRow checked(Raw raw) {
        var mac = directory
                .get()
                .checkedMac(
                        macInput(raw.slot, raw.number, raw.record),
                        raw.mac,
                        raw.slot.context().slot());
        return new SlotRow(raw.slot, raw.number, raw.record, mac);
    }

    private Raw read(Row row) throws SQLException {
        var account = row.id();
        var slot = row.id();
        int number = row.small();
        var kind = kind(row.small(), slot);
        int generation = row.small();
        var context = new SlotContext(tenant, account, generation, kind, slot);
        var sealed = new SealedSlot(context, row.small(), row.bytes());
        return new Raw(sealed, number, row.sealed(), row.bytes());
    }

    private static SlotKind kind(int code, UUID slot) {
        for (var kind : SlotKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new TamperedException(slot, "A slot of an unknown kind");
    }

    private static byte[] macInput(SealedSlot slot, int number, SealedBytes record) {
        var at = slot.context();
        return MacInput.of(TableId.SLOT)
                .id(at.account())
                .id(at.slot())
                .small(number)
                .small(at.kind().code())
                .small(at.generation())
                .small(slot.workingVersion())
                .bytes(slot.bytes())
                .sealed(record)
                .done();
    }

    private static byte[] useMacInput(AccountId account, UUID slot, SealedBytes record) {
        return MacInput.of(TableId.SLOT_USE)
                .id(account.value())
                .id(slot)
                .sealed(record)
                .done();
    }

    private ObjectContext context(UUID slot) {
        return new ObjectContext(tenant, ObjectType.SLOT, Part.RECORD, slot);
    }

    private ObjectContext useContext(UUID slot) {
        return new ObjectContext(tenant, ObjectType.CREDENTIAL, Part.RECORD, slot);
    }
}
