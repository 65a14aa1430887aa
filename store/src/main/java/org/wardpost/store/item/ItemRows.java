package org.wardpost.store.item;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Intact;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionKeys;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectKey;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WrappedKey;

/** Rows of tables {@code item} and {@code item_tombstone}. */
final class ItemRows {
    private static final String COLUMNS =
            "account, collection, name_tag, epoch, modseq, item, wrapped, size, record, body_seal, mac";
    private static final String SELECT = "select " + COLUMNS + " from item where account = ? and collection = ?";
    private static final String WITH_BODY =
            "select " + COLUMNS + ", body from item where account = ? and collection = ?";
    private static final Sql FIND = new Sql(SELECT + " and name_tag = ?");
    private static final Sql FIND_BODY = new Sql(WITH_BODY + " and name_tag = ?");
    private static final Sql SINCE = new Sql(SELECT + " and modseq > ? order by modseq limit ?");
    private static final Sql ALL_BODIES = new Sql(WITH_BODY + " and modseq > ? order by modseq limit ?");
    private static final Sql INSERT =
            new Sql("insert into item (" + COLUMNS + ", body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private static final Sql CARRY = new Sql("update item set name_tag = ?, epoch = ?, wrapped = ?, record = ?, mac = ?"
            + " where account = ? and collection = ? and name_tag = ?");
    private static final Sql OLDER =
            new Sql("select modseq from item where account = ? and collection = ? and epoch < ? limit 1");
    private static final Sql DELETE = new Sql("delete from item where account = ? and collection = ? and name_tag = ?");
    private static final Sql DELETE_ALL = new Sql("delete from item where account = ? and collection = ?");

    private static final String TOMB_COLUMNS = "account, collection, modseq, epoch, name_tag, item, made, record, mac";
    private static final String TOMB_SELECT =
            "select " + TOMB_COLUMNS + " from item_tombstone where account = ? and collection = ?";
    private static final Sql TOMBS_SINCE = new Sql(TOMB_SELECT + " and modseq > ? order by modseq limit ?");
    private static final Sql TOMBS_UP_TO = new Sql(TOMB_SELECT + " and modseq <= ? order by modseq limit ?");
    private static final Sql TOMB_INSERT =
            new Sql("insert into item_tombstone (" + TOMB_COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private static final Sql TOMB_CARRY =
            new Sql("update item_tombstone set epoch = ?, name_tag = ?, record = ?, mac = ?"
                    + " where account = ? and collection = ? and modseq = ?");
    private static final Sql TOMB_OLDER =
            new Sql("select modseq from item_tombstone where account = ? and collection = ? and epoch < ? limit 1");
    private static final Sql TOMB_DELETE =
            new Sql("delete from item_tombstone where account = ? and collection = ? and modseq = ?");
    private static final Sql TOMB_DELETE_ALL =
            new Sql("delete from item_tombstone where account = ? and collection = ?");

    private static final int NAME = 1;
    private static final int SIZE = 2;
    private static final int SUMMARY = 3;

    private final UUID tenant;
    private final CollectionKeys keys;

    ItemRows(UUID tenant, CollectionKeys keys) {
        this.tenant = tenant;
        this.keys = keys;
    }

    /** Everything of a new row but its modseq, sealed before the lock is taken. */
    record SealedItem(
            CollectionId collection,
            LookupTag nameTag,
            UUID id,
            WrappedKey wrapped,
            long size,
            SealedBytes record,
            SealedBytes body,
            ItemDraft draft) {}

    /** One row, authenticated. */
    record ItemRow(Item item, LookupTag nameTag, long paddedSize, WrappedKey wrapped, byte[] bodySeal, RowMac mac) {}

    /** One removal, authenticated. */
    record TombRow(
            UUID item, String name, Modseq modseq, @Nullable Long made, RowMac mac) {
        /** One of before that was not told when: long ago. */
        boolean isBefore(Instant when) {
            return made == null || made < when.toEpochMilli();
        }
    }

    /** A row that is not checked yet. */
    record Raw(
            CollectionId collection,
            LookupTag nameTag,
            int epoch,
            long modseq,
            UUID id,
            WrappedKey wrapped,
            long size,
            SealedBytes record,
            byte[] bodySeal,
            byte[] mac) {
        byte[] macInput() {
            return ItemRows.macInput(collection, nameTag, epoch, modseq, id, wrapped, size, record, bodySeal);
        }
    }

    SealedItem seal(CollectionKey key, CollectionId collection, ItemDraft draft) {
        var id = Ids.random();
        try (var objectKey = ObjectKey.random()) {
            var body = objectKey.seal(draft.body(), new ObjectContext(tenant, ObjectType.ITEM, Part.BODY, id));
            var sealed = sealRecord(key, id, draft.name(), draft.body().length, draft.summary());
            return new SealedItem(
                    collection, tag(key, draft.name()), id, key.wrap(objectKey), body.length(), sealed, body, draft);
        }
    }

    RowMac insert(WriteTransaction tx, CollectionKey key, SealedItem item, Modseq modseq) {
        int epoch = key.context().epoch();
        byte[] bodySeal = item.body.saltAndTag();
        var mac = key.mac(macInput(
                item.collection,
                item.nameTag,
                epoch,
                modseq.value(),
                item.id,
                item.wrapped,
                item.size,
                item.record,
                bodySeal));
        tx.update(
                INSERT,
                b -> collection(b, item.collection)
                        .tag(item.nameTag)
                        .small(epoch)
                        .number(modseq.value())
                        .id(item.id)
                        .wrapped(item.wrapped)
                        .number(item.size)
                        .sealed(item.record)
                        .open(bodySeal)
                        .mac(mac)
                        .sealed(item.body));
        return mac;
    }

    /** @param inUse the keys of all epochs that a row may name, in ascending order: a row goes from one to the next meanwhile */
    Optional<ItemRow> find(ReadTransaction tx, List<CollectionKey> inUse, CollectionId id, String name) {
        return inUse.stream()
                .flatMap(key -> tx.list(FIND, b -> collection(b, id).tag(tag(key, name)), ItemRows::read).stream())
                .findFirst()
                .map(raw -> open(tx, raw));
    }

    /** The body of the version {@code etag}; empty if there is another one now. */
    Optional<byte[]> body(ReadTransaction tx, List<CollectionKey> inUse, CollectionId id, String name, UUID etag) {
        return inUse.stream()
                .flatMap(key -> tx
                        .list(
                                FIND_BODY,
                                b -> collection(b, id).tag(tag(key, name)),
                                row -> new Body(read(row), row.sealed()))
                        .stream())
                .filter(body -> body.raw.id.equals(etag))
                .findFirst()
                .map(body -> openBody(tx, body));
    }

    List<ItemRow> since(ReadTransaction tx, CollectionId id, Modseq since, int limit) {
        return tx.list(SINCE, b -> collection(b, id).number(since.value()).small(limit), ItemRows::read).stream()
                .map(raw -> open(tx, raw))
                .toList();
    }

    /** Rows whose bodies were opened too, for verification. */
    List<Verified> verified(
            ReadTransaction tx, CollectionId id, long since, int limit, Consumer<RuntimeException> bad) {
        return tx
                .list(
                        ALL_BODIES,
                        b -> collection(b, id).number(since).small(limit),
                        row -> new Body(read(row), row.sealed()))
                .stream()
                .map(body -> new Verified(
                        body.raw.modseq(),
                        Intact.of(
                                () -> {
                                    openBody(tx, body);
                                    return open(tx, body.raw);
                                },
                                bad)))
                .toList();
    }

    /** @param modseq as it lies there @param row empty if it is not what was written */
    record Verified(long modseq, Optional<ItemRow> row) {}

    /** Rows above a modseq, not checked yet. */
    List<Raw> rawSince(ReadTransaction tx, CollectionId id, long since, int limit) {
        return tx.list(SINCE, b -> collection(b, id).number(since).small(limit), ItemRows::read);
    }

    /** The same version under another epoch's key. @return its MAC */
    RowMac carry(WriteTransaction tx, ItemRow row, CollectionKey from, CollectionKey to) {
        var item = row.item;
        var id = item.collection();
        int epoch = to.context().epoch();
        var tag = tag(to, item.name());
        var wrapped = from.rewrap(row.wrapped, to);
        var record = sealRecord(to, item.etag(), item.name(), item.size(), item.summary());
        var mac = to.mac(macInput(
                id, tag, epoch, item.modseq().value(), item.etag(), wrapped, row.paddedSize, record, row.bodySeal));
        tx.update(
                CARRY,
                b -> collection(
                                b.tag(tag)
                                        .small(epoch)
                                        .wrapped(wrapped)
                                        .sealed(record)
                                        .mac(mac),
                                id)
                        .tag(row.nameTag));
        return mac;
    }

    private SealedBytes sealRecord(CollectionKey key, UUID id, String name, long size, byte[] summary) {
        var record = new RecordWriter()
                .text(NAME, name)
                .number(SIZE, size)
                .bytes(SUMMARY, summary)
                .done();
        return key.sealRecord(record, recordContext(id));
    }

    boolean isLeft(ReadTransaction tx, CollectionId id, int epoch) {
        return tx.first(OLDER, b -> collection(b, id).small(epoch), Row::number).isPresent();
    }

    boolean isTombLeft(ReadTransaction tx, CollectionId id, int epoch) {
        return tx.first(TOMB_OLDER, b -> collection(b, id).small(epoch), Row::number)
                .isPresent();
    }

    void delete(WriteTransaction tx, CollectionId id, LookupTag nameTag) {
        tx.update(DELETE, b -> collection(b, id).tag(nameTag));
    }

    RowMac bury(WriteTransaction tx, CollectionKey key, ItemRow gone, Modseq modseq, long made) {
        var id = gone.item.collection();
        int epoch = key.context().epoch();
        var record =
                key.sealRecord(new RecordWriter().text(NAME, gone.item.name()).done(), tombContext(gone.item.etag()));
        var tag = tag(key, gone.item.name());
        var mac = key.mac(tombMacInput(id, modseq.value(), epoch, tag, gone.item.etag(), made, record));
        tx.update(
                TOMB_INSERT,
                b -> collection(b, id)
                        .number(modseq.value())
                        .small(epoch)
                        .tag(tag)
                        .id(gone.item.etag())
                        .number(made)
                        .sealed(record)
                        .mac(mac));
        return mac;
    }

    List<TombRow> tombsSince(ReadTransaction tx, CollectionId id, Modseq since, int limit) {
        return tombs(tx, TOMBS_SINCE, id, since, limit);
    }

    /** All tombstones. @param bad hears of each that is damaged */
    List<TombRow> tombs(ReadTransaction tx, CollectionId id, Consumer<RuntimeException> bad) {
        return rawTombs(tx, TOMBS_SINCE, id, 0, Integer.MAX_VALUE).stream()
                .flatMap(raw -> Intact.of(() -> openTomb(tx, id, raw), bad).stream())
                .toList();
    }

    List<TombRow> tombsUpTo(ReadTransaction tx, CollectionId id, Modseq upTo, int limit) {
        return tombs(tx, TOMBS_UP_TO, id, upTo, limit);
    }

    void sweep(WriteTransaction tx, CollectionId id, List<TombRow> tombs) {
        tx.batch(TOMB_DELETE, tombs, (b, tomb) -> collection(b, id).number(tomb.modseq.value()));
    }

    void deleteAll(WriteTransaction tx, CollectionId id) {
        tx.update(DELETE_ALL, b -> collection(b, id));
        tx.update(TOMB_DELETE_ALL, b -> collection(b, id));
    }

    private record Body(Raw raw, SealedBytes sealed) {}

    private byte[] openBody(ReadTransaction tx, Body body) {
        var key = keys.epoch(tx, body.raw.collection, body.raw.epoch);
        key.checkedMac(body.raw.macInput(), body.raw.mac, body.raw.id);
        if (!Arrays.equals(body.sealed.saltAndTag(), body.raw.bodySeal)) {
            throw new TamperedException(body.raw.id, "An item's body is another one's");
        }
        try (var objectKey = key.unwrap(body.raw.wrapped)) {
            return objectKey.open(body.sealed, new ObjectContext(tenant, ObjectType.ITEM, Part.BODY, body.raw.id));
        }
    }

    ItemRow open(ReadTransaction tx, Raw raw) {
        var key = keys.epoch(tx, raw.collection, raw.epoch);
        var mac = key.checkedMac(raw.macInput(), raw.mac, raw.id);
        var record = new RecordReader(key.openRecord(raw.record, recordContext(raw.id)));
        var item = new Item(
                raw.collection,
                record.text(NAME),
                raw.id,
                new Modseq(raw.modseq),
                record.number(SIZE).orElse(0),
                record.bytes(SUMMARY).orElse(new byte[0]));
        return new ItemRow(item, raw.nameTag, raw.size, raw.wrapped, raw.bodySeal, mac);
    }

    /** Removals above a modseq, not checked yet. */
    List<RawTomb> rawTombsSince(ReadTransaction tx, CollectionId id, long since, int limit) {
        return rawTombs(tx, TOMBS_SINCE, id, since, limit);
    }

    /** The same removal under another epoch's key. @return its MAC */
    RowMac carry(WriteTransaction tx, CollectionId id, TombRow tomb, CollectionKey to) {
        int epoch = to.context().epoch();
        var tag = tag(to, tomb.name);
        var record = to.sealRecord(new RecordWriter().text(NAME, tomb.name).done(), tombContext(tomb.item));
        var mac = to.mac(tombMacInput(id, tomb.modseq.value(), epoch, tag, tomb.item, tomb.made, record));
        tx.update(
                TOMB_CARRY,
                b -> collection(b.small(epoch).tag(tag).sealed(record).mac(mac), id)
                        .number(tomb.modseq.value()));
        return mac;
    }

    private List<TombRow> tombs(ReadTransaction tx, Sql sql, CollectionId id, Modseq at, int limit) {
        return rawTombs(tx, sql, id, at.value(), limit).stream()
                .map(raw -> openTomb(tx, id, raw))
                .toList();
    }

    private static List<RawTomb> rawTombs(ReadTransaction tx, Sql sql, CollectionId id, long at, int limit) {
        return tx.list(sql, b -> collection(b, id).number(at).small(limit), row -> {
            row.id();
            row.id();
            return new RawTomb(
                    row.number(), row.small(), row.tag(), row.id(), row.optional(), row.sealed(), row.bytes());
        });
    }

    record RawTomb(
            long modseq,
            int epoch,
            LookupTag nameTag,
            UUID item,
            @Nullable Long made,
            SealedBytes record,
            byte[] mac) {}

    TombRow openTomb(ReadTransaction tx, CollectionId id, RawTomb raw) {
        var key = keys.epoch(tx, id, raw.epoch);
        var mac = key.checkedMac(
                tombMacInput(id, raw.modseq, raw.epoch, raw.nameTag, raw.item, raw.made, raw.record),
                raw.mac,
                raw.item);
        var record = new RecordReader(key.openRecord(raw.record, tombContext(raw.item)));
        return new TombRow(raw.item, record.text(NAME), new Modseq(raw.modseq), raw.made, mac);
    }

    private static Raw read(Row row) throws SQLException {
        return new Raw(
                new CollectionId(new AccountId(row.id()), row.id()),
                row.tag(),
                row.small(),
                row.number(),
                row.id(),
                row.wrapped(),
                row.number(),
                row.sealed(),
                row.bytes(),
                row.bytes());
    }

    private static Bind collection(Bind b, CollectionId id) throws SQLException {
        return b.id(id.owner().value()).id(id.value());
    }

    private static LookupTag tag(CollectionKey key, String name) {
        return key.lookup(LookupField.RESOURCE_NAME, name.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] macInput(
            CollectionId collection,
            LookupTag nameTag,
            int epoch,
            long modseq,
            UUID id,
            WrappedKey wrapped,
            long size,
            SealedBytes record,
            byte[] bodySeal) {
        return MacInput.of(TableId.ITEM)
                .id(collection.owner().value())
                .id(collection.value())
                .small(epoch)
                .tag(nameTag)
                .number(modseq)
                .id(id)
                .wrapped(wrapped)
                .number(size)
                .sealed(record)
                .bytes(bodySeal)
                .done();
    }

    private static byte[] tombMacInput(
            CollectionId collection,
            long modseq,
            int epoch,
            LookupTag nameTag,
            UUID item,
            @Nullable Long made,
            SealedBytes record) {
        var input = MacInput.of(TableId.ITEM_TOMBSTONE)
                .id(collection.owner().value())
                .id(collection.value())
                .small(epoch)
                .tag(nameTag)
                .number(modseq)
                .id(item)
                .sealed(record);
        return made == null ? input.done() : input.number(made).done(); // longer, so never taken for one without
    }

    private ObjectContext recordContext(UUID id) {
        return new ObjectContext(tenant, ObjectType.ITEM, Part.RECORD, id);
    }

    private ObjectContext tombContext(UUID id) {
        return new ObjectContext(tenant, ObjectType.TOMBSTONE, Part.RECORD, id);
    }
}
