package org.wardpost.store.collection;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Intact;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.StoreFault;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;

/**
 * Rows of table {@code collection}: sealed and authenticated by the owner's HOME key, so that one key lists them all. Public
 * for the store's own packages.
 */
public final class CollectionRows {
    private static final String COLUMNS = "account, collection, kind, name_tag, epoch, home_epoch, record, mac";
    private static final Sql OF = new Sql("select " + COLUMNS + " from collection where account = ?");
    private static final Sql KIND = new Sql("select kind from collection where account = ? and collection = ?");
    private static final Sql INSERT =
            new Sql("insert into collection (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)");
    private static final Sql UPDATE =
            new Sql("update collection set name_tag = ?, epoch = ?, home_epoch = ?, record = ?, mac = ?"
                    + " where account = ? and collection = ?");
    private static final Sql RETAG = new Sql("update collection set name_tag = ? where account = ? and collection = ?");
    private static final Sql DELETE = new Sql("delete from collection where account = ? and collection = ?");

    private static final int ROLE = 1;
    private static final int NAME = 2;
    private static final int PROPERTY_KEY = 3;
    private static final int PROPERTY_VALUE = 4;

    private final UUID tenant;
    private final CollectionKeys keys;

    public CollectionRows(UUID tenant, CollectionKeys keys) {
        this.tenant = tenant;
        this.keys = keys;
    }

    /** What a row says; UIDVALIDITY stands in the head. */
    public record CollectionRow(
            CollectionId id,
            CollectionKind kind,
            CollectionRole role,
            String name,
            int epoch,
            int homeEpoch,
            Map<String, String> properties,
            RowMac mac) {
        /** The same row with another epoch; UIDVALIDITY stands in the head. */
        Collection inEpoch(int other) {
            return new Collection(id, kind, role, name, 0, other, properties);
        }

        Collection with(long uidValidity) {
            return new Collection(id, kind, role, name, uidValidity, epoch, properties);
        }
    }

    /** A row that is not checked yet. */
    record Raw(CollectionId id, int kind, LookupTag nameTag, int epoch, int homeEpoch, SealedBytes record, byte[] mac) {
        long place() {
            return id.value().getMostSignificantBits();
        }
    }

    /** All collections of an account, HOME among them. @throws org.wardpost.vault.TamperedException if one of them is damaged */
    public List<CollectionRow> of(ReadTransaction tx, CollectionId home) {
        return of(tx, home, Intact.ALL);
    }

    /** The same without those that are damaged. @param bad hears of each of them */
    public List<CollectionRow> of(ReadTransaction tx, CollectionId home, Consumer<RuntimeException> bad) {
        return raw(tx, home).stream()
                .flatMap(raw -> Intact.of(() -> open(tx, home, raw), bad).stream())
                .toList();
    }

    List<Raw> raw(ReadTransaction tx, CollectionId home) {
        return tx.list(OF, b -> b.id(home.owner().value()), CollectionRows::read);
    }

    /** Whether it is the collection that seals its account's collections and properties. */
    public boolean isHome(ReadTransaction tx, CollectionId id) {
        return tx.first(KIND, b -> b.id(id.owner().value()).id(id.value()), Row::small)
                .filter(kind -> kind == CollectionKind.HOME.code())
                .isPresent();
    }

    /** @throws org.wardpost.vault.TamperedException if it is not what was written */
    CollectionRow open(ReadTransaction tx, CollectionId home, Raw raw) {
        return open(raw, keys.epoch(tx, home, raw.homeEpoch));
    }

    /** @return the row's MAC, for HOME's digest */
    public RowMac insert(WriteTransaction tx, CollectionKey home, Collection collection) {
        var tag = tag(home, collection.kind(), collection.name());
        var sealed = seal(home, collection);
        var mac = mac(home, collection, tag, sealed);
        tx.update(
                INSERT,
                b -> b.id(collection.id().owner().value())
                        .id(collection.id().value())
                        .small(collection.kind().code())
                        .tag(tag)
                        .small(collection.epoch())
                        .small(home.context().epoch())
                        .sealed(sealed)
                        .mac(mac));
        return mac;
    }

    public RowMac update(WriteTransaction tx, CollectionKey home, Collection collection) {
        var tag = tag(home, collection.kind(), collection.name());
        var sealed = seal(home, collection);
        var mac = mac(home, collection, tag, sealed);
        tx.update(
                UPDATE,
                b -> b.tag(tag)
                        .small(collection.epoch())
                        .small(home.context().epoch())
                        .sealed(sealed)
                        .mac(mac)
                        .id(collection.id().owner().value())
                        .id(collection.id().value()));
        return mac;
    }

    /** Frees the name for another row of the same commit; {@link #update} of this row follows in it. */
    void vacateName(WriteTransaction tx, CollectionKey home, CollectionId id) {
        var tag = home.lookup(LookupField.MAILBOX_NAME, ("\0" + id.value()).getBytes(StandardCharsets.UTF_8));
        tx.update(RETAG, b -> b.tag(tag).id(id.owner().value()).id(id.value()));
    }

    public void delete(WriteTransaction tx, CollectionId id) {
        tx.update(DELETE, b -> b.id(id.owner().value()).id(id.value()));
    }

    private CollectionRow open(Raw raw, CollectionKey home) {
        var mac = home.checkedMac(
                macInput(raw.id, raw.kind, raw.nameTag, raw.epoch, raw.homeEpoch, raw.record), raw.mac, raw.id.value());
        var record = new RecordReader(home.openRecord(raw.record, context(raw.id)));
        var names = record.texts(PROPERTY_KEY);
        var values = record.texts(PROPERTY_VALUE);
        if (names.size() != values.size()) {
            throw StoreFault.of("reading the properties of a collection");
        }
        var properties = new HashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            properties.put(names.get(i), values.get(i));
        }
        return new CollectionRow(
                raw.id,
                CollectionKind.of(raw.kind),
                CollectionRole.of((int) record.number(ROLE).orElse(0)),
                record.text(NAME),
                raw.epoch,
                raw.homeEpoch,
                Map.copyOf(properties),
                mac);
    }

    private SealedBytes seal(CollectionKey home, Collection collection) {
        var record = new RecordWriter().number(ROLE, collection.role().code()).text(NAME, collection.name());
        new TreeMap<>(collection.properties())
                .forEach((key, value) -> record.text(PROPERTY_KEY, key).text(PROPERTY_VALUE, value));
        return home.sealRecord(record.done(), context(collection.id()));
    }

    private static Raw read(Row row) throws SQLException {
        return new Raw(
                new CollectionId(new AccountId(row.id()), row.id()),
                row.small(),
                row.tag(),
                row.small(),
                row.small(),
                row.sealed(),
                row.bytes());
    }

    private static LookupTag tag(CollectionKey home, CollectionKind kind, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        var value = new byte[utf8.length + 1];
        value[0] = (byte) kind.code();
        System.arraycopy(utf8, 0, value, 1, utf8.length);
        return home.lookup(LookupField.MAILBOX_NAME, value);
    }

    private static RowMac mac(CollectionKey home, Collection collection, LookupTag tag, SealedBytes sealed) {
        return home.mac(macInput(
                collection.id(),
                collection.kind().code(),
                tag,
                collection.epoch(),
                home.context().epoch(),
                sealed));
    }

    private static byte[] macInput(
            CollectionId id, int kind, LookupTag tag, int epoch, int homeEpoch, SealedBytes record) {
        return MacInput.of(TableId.COLLECTION)
                .id(id.owner().value())
                .id(id.value())
                .small(kind)
                .tag(tag)
                .small(epoch)
                .small(homeEpoch)
                .sealed(record)
                .done();
    }

    private ObjectContext context(CollectionId id) {
        return new ObjectContext(tenant, ObjectType.COLLECTION, Part.RECORD, id.value());
    }
}
