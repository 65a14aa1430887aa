package org.wardpost.store.account;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.RowMac;

/** Rows of table {@code address}: from the keyed tag of an address to its account. Public for the store's own packages. */
public final class AddressRows {
    private static final Sql FIND = new Sql("select holder, mac from address where account = ? and tag = ?");
    private static final Sql ALL = new Sql("select tag, holder, mac from address where account = ?");
    private static final Sql INSERT = new Sql("insert into address (account, tag, holder, mac) values (?, ?, ?, ?)");
    private static final Sql DELETE = new Sql("delete from address where account = ? and tag = ?");

    private static final Sql ORPHANS = new Sql("select holder from address where account = ? and holder not in"
            + " (select a.account from account a) order by holder");

    private final Directory directory;

    public AddressRows(Directory directory) {
        this.directory = directory;
    }

    record Found(UUID holder, RowMac mac) {}

    Optional<Found> find(ReadTransaction tx, String address) {
        var tag = tag(address);
        return tx.first(FIND, b -> b.id(directory.account()).tag(tag), row -> {
            var holder = row.id();
            return new Found(holder, directory.key().get().checkedMac(macInput(tag, holder), row.bytes(), holder));
        });
    }

    RowMac insert(WriteTransaction tx, String address, AccountId holder) {
        var tag = tag(address);
        var mac = directory.key().get().mac(macInput(tag, holder.value()));
        tx.update(
                INSERT,
                b -> b.id(directory.account()).tag(tag).id(holder.value()).mac(mac));
        return mac;
    }

    void delete(WriteTransaction tx, String address) {
        tx.update(DELETE, b -> b.id(directory.account()).tag(tag(address)));
    }

    /** The MACs of all rows, each checked. @param bad hears of each that is damaged */
    public List<RowMac> macs(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return tx.intact(
                ALL,
                b -> b.id(directory.account()),
                row -> {
                    var tag = row.tag();
                    var holder = row.id();
                    return directory.key().get().checkedMac(macInput(tag, holder), row.bytes(), holder);
                },
                bad);
    }

    /** Whom good rows name and there is no account of. */
    public List<UUID> withoutAccount(ReadTransaction tx) {
        return tx.list(ORPHANS, b -> b.id(directory.account()), Row::id);
    }

    private LookupTag tag(String address) {
        return directory.key().get().lookup(LookupField.ADDRESS, address.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] macInput(LookupTag tag, UUID holder) {
        return MacInput.of(TableId.ADDRESS)
                .id(directory.account())
                .tag(tag)
                .id(holder)
                .done();
    }
}
