package org.wardpost.store.collection;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.WrappedKey;

/** Rows of table {@code collection_grant}: who holds the key of which epoch. Public for the store's own packages. */
public final class GrantRows {
    private static final String COLUMNS = "account, collection, epoch, holder, wrapped, signed, mac";
    private static final Sql FIND = new Sql("select " + COLUMNS
            + " from collection_grant where account = ? and collection = ? and epoch = ? and holder = ?");
    private static final Sql OF_COLLECTION =
            new Sql("select " + COLUMNS + " from collection_grant where account = ? and collection = ?");
    private static final Sql OF_OWNER = new Sql("select " + COLUMNS + " from collection_grant where account = ?");
    private static final Sql INSERT =
            new Sql("insert into collection_grant (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)");
    private static final Sql OF_HOLDER = new Sql("select " + COLUMNS + " from collection_grant where holder = ?");
    private static final Sql KEEP = new Sql("update collection_grant set wrapped = ?, signed = null, mac = ?"
            + " where account = ? and collection = ? and epoch = ? and holder = ?");
    private static final Sql DELETE = new Sql("delete from collection_grant where account = ? and collection = ?");
    private static final Sql DELETE_ONE = new Sql(
            "delete from collection_grant" + " where account = ? and collection = ? and epoch = ? and holder = ?");

    private final Supplier<CollectionKey> directory;

    public GrantRows(Supplier<CollectionKey> directory) {
        this.directory = directory;
    }

    /**
     * One grant.
     *
     * @param wrapped the key under the holder's own-wrap, for whoever made it and after the first opening
     * @param signed the key by HPKE to the holder, signed by the granter, until then
     */
    public record GrantRow(
            CollectionId collection,
            int epoch,
            AccountId holder,
            @Nullable WrappedKey wrapped,
            byte @Nullable [] signed) {
        byte[] macInput() {
            return MacInput.of(TableId.COLLECTION_GRANT)
                    .id(collection.owner().value())
                    .id(collection.value())
                    .small(epoch)
                    .id(holder.value())
                    .wrapped(wrapped)
                    .bytes(signed)
                    .done();
        }
    }

    private record Read(GrantRow row, byte[] mac) {}

    /** A grant whose MAC was checked. */
    public record CheckedGrant(GrantRow row, RowMac mac) {}

    /**
     * A grant as it lies there, its MAC not looked at: for account 0's own HOME key, which makes those MACs. What it wraps
     * opens under the right key only.
     */
    public Optional<GrantRow> unchecked(ReadTransaction tx, CollectionId collection, int epoch, AccountId holder) {
        return raw(tx, collection, epoch, holder).map(Read::row);
    }

    public Optional<GrantRow> find(ReadTransaction tx, CollectionId collection, int epoch, AccountId holder) {
        var read = raw(tx, collection, epoch, holder);
        read.ifPresent(this::check);
        return read.map(Read::row);
    }

    /** All grants on one collection, each checked. */
    public List<CheckedGrant> on(ReadTransaction tx, CollectionId collection) {
        return checked(tx, OF_COLLECTION, b -> b.id(collection.owner().value()).id(collection.value()));
    }

    /** All grants that an account holds, on its own collections too, each checked. */
    public List<CheckedGrant> heldBy(ReadTransaction tx, AccountId holder) {
        return checked(tx, OF_HOLDER, b -> b.id(holder.value()));
    }

    /** The MACs of all grants on one collection, each checked. */
    public List<RowMac> macs(ReadTransaction tx, CollectionId collection) {
        return on(tx, collection).stream().map(CheckedGrant::mac).toList();
    }

    /** The MACs of all grants on an account's collections, each checked. @param bad hears of each that is damaged */
    public List<RowMac> macs(ReadTransaction tx, AccountId owner, Consumer<RuntimeException> bad) {
        return tx.intact(OF_OWNER, b -> b.id(owner.value()), row -> check(read(row)), bad);
    }

    /** @return the row's MAC, for the owner's digest */
    public RowMac insert(WriteTransaction tx, GrantRow grant) {
        var mac = directory.get().mac(grant.macInput());
        tx.update(
                INSERT,
                b -> b.id(grant.collection.owner().value())
                        .id(grant.collection.value())
                        .small(grant.epoch)
                        .id(grant.holder.value())
                        .wrapped(grant.wrapped)
                        .open(grant.signed)
                        .mac(mac));
        return mac;
    }

    /** Puts the holder's own wrap in place of a signed grant that was opened. @return the row's MAC, for the owner's digest */
    public RowMac keep(WriteTransaction tx, GrantRow signed, WrappedKey own) {
        var kept = new GrantRow(signed.collection, signed.epoch, signed.holder, own, null);
        var mac = directory.get().mac(kept.macInput());
        tx.update(KEEP, b -> key(b.wrapped(own).mac(mac), signed.collection, signed.epoch, signed.holder));
        return mac;
    }

    public void delete(WriteTransaction tx, GrantRow grant) {
        tx.update(DELETE_ONE, b -> key(b, grant.collection, grant.epoch, grant.holder));
    }

    public void delete(WriteTransaction tx, CollectionId collection) {
        tx.update(DELETE, b -> b.id(collection.owner().value()).id(collection.value()));
    }

    private Optional<Read> raw(ReadTransaction tx, CollectionId collection, int epoch, AccountId holder) {
        return tx.first(FIND, b -> key(b, collection, epoch, holder), GrantRows::read);
    }

    private List<CheckedGrant> checked(ReadTransaction tx, Sql sql, Bind.Values values) {
        var grants = new ArrayList<CheckedGrant>();
        tx.each(sql, values, GrantRows::read, read -> grants.add(new CheckedGrant(read.row, check(read))));
        return grants;
    }

    private static Bind key(Bind b, CollectionId collection, int epoch, AccountId holder) throws SQLException {
        return b.id(collection.owner().value())
                .id(collection.value())
                .small(epoch)
                .id(holder.value());
    }

    private RowMac check(Read read) {
        return directory.get().checkedMac(read.row.macInput(), read.mac, read.row.collection.value());
    }

    private static Read read(Row row) throws SQLException {
        var collection = new CollectionId(new AccountId(row.id()), row.id());
        int epoch = row.small();
        var holder = new AccountId(row.id());
        byte[] wrapped = row.optionalBytes();
        byte[] signed = row.optionalBytes();
        return new Read(
                new GrantRow(collection, epoch, holder, wrapped == null ? null : WrappedKey.ofStored(wrapped), signed),
                row.bytes());
    }
}
