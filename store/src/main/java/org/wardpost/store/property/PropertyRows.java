package org.wardpost.store.property;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Intact;
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
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.TamperedException;

/** Rows of table {@code property}: rows of the account's HOME collection, found by keyed tags of scope, kind and key. */
final class PropertyRows {
    private static final String COLUMNS = "account, scope, kind_tag, tag, property, epoch, record, mac";
    private static final String SELECT = "select " + COLUMNS + " from property where account = ?";
    private static final Sql FIND = new Sql(SELECT + " and scope = ? and kind_tag = ? and tag = ?");
    private static final Sql OF_KIND = new Sql(SELECT + " and scope = ? and kind_tag = ?");
    private static final Sql OF_SCOPE = new Sql(SELECT + " and scope = ?");
    private static final Sql OF_ACCOUNT = new Sql(SELECT);
    private static final Sql INSERT = new Sql("insert into property (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)");
    private static final Sql CARRY = new Sql("update property set kind_tag = ?, tag = ?, epoch = ?, record = ?, mac = ?"
            + " where account = ? and scope = ? and kind_tag = ? and tag = ?");
    private static final Sql DELETE =
            new Sql("delete from property where account = ? and scope = ? and kind_tag = ? and tag = ?");
    private static final Sql DELETE_ALL = new Sql("delete from property where account = ?");

    private static final int KEY = 1;
    private static final int VALUE = 2;

    private final UUID tenant;
    private final CollectionKeys keys;

    PropertyRows(UUID tenant, CollectionKeys keys) {
        this.tenant = tenant;
        this.keys = keys;
    }

    /** Which properties: of an account itself, or of one of its collections. */
    record Place(UUID scope, PropertyKind kind) {}

    record PropertyRow(UUID scope, LookupTag kindTag, LookupTag tag, UUID id, String key, byte[] value, RowMac mac) {}

    /** @param inUse the keys of all epochs that a row may name, in ascending order: a row goes from one to the next meanwhile */
    Optional<PropertyRow> find(
            ReadTransaction tx, CollectionId home, List<CollectionKey> inUse, Place place, String name) {
        return inUse.stream()
                .flatMap(key ->
                        tx
                                .list(
                                        FIND,
                                        b -> place(b, home, key, place).tag(tag(key, place, name)),
                                        PropertyRows::read)
                                .stream())
                .findFirst()
                .map(raw -> open(tx, home, raw));
    }

    /**
     * One that is carried to the next epoch between two look-ups is there twice.
     * @param bad hears of each that is damaged
     */
    List<PropertyRow> of(
            ReadTransaction tx,
            CollectionId home,
            List<CollectionKey> inUse,
            Place place,
            Consumer<RuntimeException> bad) {
        return inUse.stream()
                .flatMap(key -> tx.list(OF_KIND, b -> place(b, home, key, place), PropertyRows::read).stream())
                .flatMap(raw -> Intact.of(() -> open(tx, home, raw), bad).stream())
                .toList();
    }

    List<PropertyRow> ofScope(ReadTransaction tx, CollectionId home, UUID scope) {
        return tx.list(OF_SCOPE, b -> b.id(home.owner().value()).id(scope), PropertyRows::read).stream()
                .map(raw -> open(tx, home, raw))
                .toList();
    }

    /** @param bad hears of each that is damaged */
    List<PropertyRow> all(ReadTransaction tx, CollectionId home, Consumer<RuntimeException> bad) {
        return raw(tx, home).stream()
                .flatMap(raw -> Intact.of(() -> open(tx, home, raw), bad).stream())
                .toList();
    }

    RowMac insert(
            WriteTransaction tx, CollectionId home, CollectionKey current, Place place, String key, byte[] value) {
        var id = Ids.random();
        int epoch = current.context().epoch();
        var record = new RecordWriter().text(KEY, key).bytes(VALUE, value).done();
        var sealed = current.sealRecord(record, context(id));
        var kindTag = kindTag(current, place);
        var tag = tag(current, place, key);
        var mac = current.mac(
                macInput(new Raw(home.owner().value(), place.scope, kindTag, tag, id, epoch, sealed, new byte[0])));
        tx.update(
                INSERT,
                b -> place(b, home, current, place)
                        .tag(tag)
                        .id(id)
                        .small(epoch)
                        .sealed(sealed)
                        .mac(mac));
        return mac;
    }

    void delete(WriteTransaction tx, CollectionId home, PropertyRow row) {
        tx.update(
                DELETE,
                b -> b.id(home.owner().value()).id(row.scope).tag(row.kindTag).tag(row.tag));
    }

    void deleteAll(WriteTransaction tx, AccountId account) {
        tx.update(DELETE_ALL, b -> b.id(account.value()));
    }

    /** Rows of an account, not checked yet. */
    List<Raw> raw(ReadTransaction tx, CollectionId home) {
        return tx.list(OF_ACCOUNT, b -> b.id(home.owner().value()), PropertyRows::read);
    }

    /** The same value under another epoch's key. @return its MAC */
    RowMac carry(WriteTransaction tx, CollectionId home, Raw old, CollectionKey from, CollectionKey to) {
        var place = place(from, old);
        var row = open(tx, home, old);
        var record = to.sealRecord(
                new RecordWriter().text(KEY, row.key).bytes(VALUE, row.value).done(), context(old.id));
        var now = new Raw(
                old.account,
                old.scope,
                kindTag(to, place),
                tag(to, place, row.key),
                old.id,
                to.context().epoch(),
                record,
                new byte[0]);
        var mac = to.mac(macInput(now));
        tx.update(
                CARRY,
                b -> b.tag(now.kindTag)
                        .tag(now.tag)
                        .small(now.epoch)
                        .sealed(record)
                        .mac(mac)
                        .id(old.account)
                        .id(old.scope)
                        .tag(old.kindTag)
                        .tag(old.tag));
        return mac;
    }

    // a row names its kind by a tag only: it is the one that makes this tag
    private static Place place(CollectionKey key, Raw raw) {
        return Arrays.stream(PropertyKind.values())
                .map(kind -> new Place(raw.scope, kind))
                .filter(place -> kindTag(key, place).equals(raw.kindTag))
                .findFirst()
                .orElseThrow(() -> new TamperedException(raw.id, "A property of an unknown kind"));
    }

    /** A row that is not checked yet. */
    record Raw(
            UUID account,
            UUID scope,
            LookupTag kindTag,
            LookupTag tag,
            UUID id,
            int epoch,
            SealedBytes record,
            byte[] mac) {
        long place() {
            return id.getMostSignificantBits();
        }
    }

    PropertyRow open(ReadTransaction tx, CollectionId home, Raw raw) {
        var key = keys.epoch(tx, home, raw.epoch);
        var mac = key.checkedMac(macInput(raw), raw.mac, raw.id);
        var record = new RecordReader(key.openRecord(raw.record, context(raw.id)));
        return new PropertyRow(
                raw.scope,
                raw.kindTag,
                raw.tag,
                raw.id,
                record.text(KEY),
                record.bytes(VALUE).orElse(new byte[0]),
                mac);
    }

    private static Raw read(Row row) throws SQLException {
        return new Raw(row.id(), row.id(), row.tag(), row.tag(), row.id(), row.small(), row.sealed(), row.bytes());
    }

    private static Bind place(Bind b, CollectionId home, CollectionKey key, Place place) throws SQLException {
        return b.id(home.owner().value()).id(place.scope).tag(kindTag(key, place));
    }

    // the first byte tells tags of kinds from tags of keys
    private static LookupTag kindTag(CollectionKey key, Place place) {
        return key.lookup(LookupField.PROPERTY, tagInput(0, place, ""));
    }

    private static LookupTag tag(CollectionKey key, Place place, String name) {
        return key.lookup(LookupField.PROPERTY, tagInput(1, place, name));
    }

    private static byte[] tagInput(int what, Place place, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + 16 + utf8.length)
                .put((byte) what)
                .put((byte) place.kind.code())
                .put(Ids.bytes(place.scope))
                .put(utf8)
                .array();
    }

    private static byte[] macInput(Raw raw) {
        return MacInput.of(TableId.PROPERTY)
                .id(raw.account)
                .id(raw.scope)
                .tag(raw.kindTag)
                .tag(raw.tag)
                .id(raw.id)
                .small(raw.epoch)
                .sealed(raw.record)
                .done();
    }

    private ObjectContext context(UUID id) {
        return new ObjectContext(tenant, ObjectType.PROPERTY, Part.RECORD, id);
    }
}
