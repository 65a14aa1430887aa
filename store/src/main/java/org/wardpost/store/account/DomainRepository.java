package org.wardpost.store.account;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.Ids;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;

/** Domains that this server is the home of; names are normalised by the caller. All of them are kept in memory. */
public final class DomainRepository {
    private static final Sql ALL = new Sql("select tag, domain, record, mac from domain_name where account = ?");
    private static final Sql INSERT =
            new Sql("insert into domain_name (account, tag, domain, record, mac) values (?, ?, ?, ?, ?)");
    private static final Sql DELETE = new Sql("delete from domain_name where account = ? and tag = ?");
    private static final int NAME = 1;

    private final Transactions transactions;
    private final Directory directory;
    private final DirectoryCache<List<Domain>> cache;

    record Domain(String name, LookupTag tag, RowMac mac) {}

    public DomainRepository(Transactions transactions, Directory directory, DirectoryCacheFactory caches) {
        this.transactions = transactions;
        this.directory = directory;
        this.cache = caches.of(() -> transactions.read(this::read));
    }

    /** All names, sorted. */
    public List<String> list() {
        return cache.get().stream().map(Domain::name).sorted().toList();
    }

    public boolean contains(String domain) {
        return cache.get().stream().anyMatch(known -> known.name.equals(domain));
    }

    /** @throws RefusedException AlreadyExists */
    public void add(String domain) {
        var id = Ids.random();
        var tag = tag(domain);
        var sealed = directory
                .key()
                .get()
                .sealRecord(new RecordWriter().text(NAME, domain).done(), directory.context(ObjectType.DOMAIN, id));
        var mac = directory.key().get().mac(macInput(tag, id, sealed));
        transactions.run(tx -> {
            directory.lock(tx);
            if (read(tx).stream().anyMatch(known -> known.tag.equals(tag))) {
                throw new RefusedException(new AlreadyExists());
            }
            tx.update(
                    INSERT,
                    b -> b.id(directory.account())
                            .tag(tag)
                            .id(id)
                            .sealed(sealed)
                            .mac(mac));
            directory.change(tx, List.of(), List.of(mac));
            tx.afterCommit(cache::forget);
        });
    }

    /** @return false if it was not there */
    public boolean remove(String domain) {
        var tag = tag(domain);
        return transactions.write(tx -> {
            directory.lock(tx);
            var old = read(tx).stream().filter(known -> known.tag.equals(tag)).findFirst();
            old.ifPresent(row -> {
                tx.update(DELETE, b -> b.id(directory.account()).tag(tag));
                directory.change(tx, List.of(row.mac), List.of());
                tx.afterCommit(cache::forget);
            });
            return old.isPresent();
        });
    }

    /** The MACs of all rows, each checked. */
    public List<RowMac> macs(ReadTransaction tx) {
        return read(tx).stream().map(Domain::mac).toList();
    }

    private List<Domain> read(ReadTransaction tx) {
        var domains = new ArrayList<Domain>();
        tx.each(ALL, b -> b.id(directory.account()), this::open, domains::add);
        return List.copyOf(domains);
    }

    private Domain open(Row row) throws SQLException {
        var tag = row.tag();
        var id = row.id();
        var sealed = row.sealed();
        var mac = directory.key().get().checkedMac(macInput(tag, id, sealed), row.bytes(), id);
        var record =
                new RecordReader(directory.key().get().openRecord(sealed, directory.context(ObjectType.DOMAIN, id)));
        return new Domain(record.text(NAME), tag, mac);
    }

    private LookupTag tag(String domain) {
        return directory.key().get().lookup(LookupField.DOMAIN, domain.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] macInput(LookupTag tag, UUID id, SealedBytes sealed) {
        return MacInput.of(TableId.DOMAIN)
                .id(directory.account())
                .tag(tag)
                .id(id)
                .sealed(sealed)
                .done();
    }
}
