package org.wardpost.store.account;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
import org.wardpost.vault.TamperedException;

/** Domains that this server is the home of; names are normalised by the caller. All of them are kept in memory. */
public final class DomainRepository {
    private static final Sql ALL = new Sql("select tag, domain, record, mac from domain_name where account = ?");
    private static final Sql INSERT =
            new Sql("insert into domain_name (account, tag, domain, record, mac) values (?, ?, ?, ?, ?)");
    private static final Sql DELETE = new Sql("delete from domain_name where account = ? and tag = ?");
    private static final int NAME = 1;

    private final Transactions transactions;
    private final Directory directory;
    private final DirectoryCache<Known> cache;

    record Domain(String name, LookupTag tag, RowMac mac) {}

    public DomainRepository(Transactions transactions, Directory directory, DirectoryCacheFactory caches) {
        this.transactions = transactions;
        this.directory = directory;
        this.cache = caches.of(() -> transactions.read(this::known));
    }

    /** @param damaged what one of them threw that is not what was written */
    private record Known(List<Domain> good, @Nullable RuntimeException damaged) {}

    /** All names that are good, sorted. */
    public List<String> list() {
        return cache.get().good.stream().map(Domain::name).sorted().toList();
    }

    /** @throws TamperedException if it is not among those that are good, and one that is damaged may be it */
    public boolean contains(String domain) {
        var known = cache.get();
        boolean found = known.good.stream().anyMatch(each -> each.name.equals(domain));
        if (!found && known.damaged != null) {
            throw known.damaged;
        }
        return found;
    }

    private Known known(ReadTransaction tx) {
        var bad = new ArrayList<RuntimeException>();
        var good = read(tx, tx.damage().andThen(bad::add));
        return new Known(good, bad.isEmpty() ? null : bad.getFirst());
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

    /** The MACs of all rows, each checked. @param bad hears of each that is damaged */
    public List<RowMac> macs(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return read(tx, bad).stream().map(Domain::mac).toList();
    }

    /** Those that are what was written: one that is damaged takes no mail from the others. */
    private List<Domain> read(ReadTransaction tx) {
        return read(tx, tx.damage());
    }

    private List<Domain> read(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return tx.intact(ALL, b -> b.id(directory.account()), this::open, bad);
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
