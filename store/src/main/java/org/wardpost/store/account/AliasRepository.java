package org.wardpost.store.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.event.ChangeFeed;
import org.wardpost.store.sql.Bind;
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

/** Where mail to an address goes instead; addresses are normalised by the caller. Both sides lie sealed. */
public final class AliasRepository {
    private static final String COLUMNS = "tag, alias, record, mac";
    private static final Sql ALL = new Sql("select " + COLUMNS + " from alias where account = ?");
    private static final Sql OF = new Sql("select " + COLUMNS + " from alias where account = ? and tag = ?");
    private static final Sql INSERT =
            new Sql("insert into alias (account, tag, alias, record, mac) values (?, ?, ?, ?, ?)");
    private static final Sql DELETE = new Sql("delete from alias where account = ? and tag = ? and alias = ?");
    private static final int ADDRESS = 1;
    private static final int TARGET = 2;
    private static final int MOST = 50_000;

    private final Transactions transactions;
    private final Directory directory;
    private final Cache<String, List<String>> targets =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record AliasRow(Alias alias, LookupTag tag, UUID id, RowMac mac) {}

    public AliasRepository(Transactions transactions, Directory directory, ChangeFeed changes) {
        this.transactions = transactions;
        this.directory = directory;
        changes.subscribe(change -> {
            if (change.origin().isPresent() && change.id().owner().equals(AccountId.SERVER)) {
                targets.invalidateAll();
            }
        });
        changes.onGap(targets::invalidateAll);
    }

    /** All aliases, sorted by address and target. */
    public List<Alias> list() {
        return transactions.read(tx -> rows(tx, tx.damage())).stream()
                .map(AliasRow::alias)
                .sorted(java.util.Comparator.comparing(Alias::address).thenComparing(Alias::target))
                .toList();
    }

    /** Where mail to {@code address} goes, one step; empty if it is no alias. */
    public List<String> resolve(String address) {
        return targets.get(
                address,
                asked -> transactions.read(tx -> of(tx, asked)).stream()
                        .map(row -> row.alias.target())
                        .sorted()
                        .toList());
    }

    /** @throws RefusedException AlreadyExists */
    public void add(String address, String target) {
        var id = Ids.random();
        var tag = tag(address);
        var sealed = directory
                .key()
                .get()
                .sealRecord(
                        new RecordWriter()
                                .text(ADDRESS, address)
                                .text(TARGET, target)
                                .done(),
                        directory.context(ObjectType.ALIAS, id));
        var mac = directory.key().get().mac(macInput(tag, id, sealed));
        transactions.run(tx -> {
            directory.lock(tx);
            if (of(tx, address).stream().anyMatch(row -> row.alias.target().equals(target))) {
                throw new RefusedException(new AlreadyExists());
            }
            tx.update(INSERT, b -> key(b, tag).id(id).sealed(sealed).mac(mac));
            directory.change(tx, List.of(), List.of(mac));
            tx.afterCommit(() -> targets.invalidate(address));
        });
    }

    /** @return false if there was no such alias */
    public boolean remove(String address, String target) {
        return transactions.write(tx -> {
            directory.lock(tx);
            var rows = of(tx, address).stream()
                    .filter(row -> row.alias.target().equals(target))
                    .toList();
            for (var row : rows) {
                tx.update(DELETE, b -> key(b, row.tag).id(row.id));
                directory.change(tx, List.of(row.mac), List.of());
            }
            tx.afterCommit(() -> targets.invalidate(address));
            return !rows.isEmpty();
        });
    }

    /** The MACs of all rows, each checked. @param bad hears of each that is damaged */
    public List<RowMac> macs(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return rows(tx, bad).stream().map(AliasRow::mac).toList();
    }

    private List<AliasRow> rows(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return tx.intact(ALL, b -> b.id(directory.account()), this::open, bad);
    }

    private List<AliasRow> of(ReadTransaction tx, String address) {
        return tx.list(OF, b -> key(b, tag(address)), this::open);
    }

    private Bind key(Bind b, LookupTag tag) throws SQLException {
        return b.id(directory.account()).tag(tag);
    }

    private AliasRow open(Row row) throws SQLException {
        var tag = row.tag();
        var id = row.id();
        var sealed = row.sealed();
        var mac = directory.key().get().checkedMac(macInput(tag, id, sealed), row.bytes(), id);
        var record =
                new RecordReader(directory.key().get().openRecord(sealed, directory.context(ObjectType.ALIAS, id)));
        return new AliasRow(new Alias(record.text(ADDRESS), record.text(TARGET)), tag, id, mac);
    }

    private LookupTag tag(String address) {
        return directory.key().get().lookup(LookupField.ALIAS, address.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] macInput(LookupTag tag, UUID id, SealedBytes sealed) {
        return MacInput.of(TableId.ALIAS)
                .id(directory.account())
                .tag(tag)
                .id(id)
                .sealed(sealed)
                .done();
    }
}
