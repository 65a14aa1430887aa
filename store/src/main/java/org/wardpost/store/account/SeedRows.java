package org.wardpost.store.account;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.Intact;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.WrappedKey;

/**
 * Rows of tables {@code account_grant} and {@code account_generation}: which members hold the seed of a group, and the seeds of earlier
 * generations. The digest of the account's slots counts both, for they are ways to its key. Public for the store's own packages.
 */
public final class SeedRows {
    private static final String GRANT = "account, holder, generation, wrapped, signed, mac";
    private static final Sql GRANTS = new Sql("select " + GRANT + " from account_grant where account = ?");
    private static final Sql FIND_GRANT =
            new Sql("select " + GRANT + " from account_grant where account = ? and holder = ?");
    private static final Sql INSERT_GRANT =
            new Sql("insert into account_grant (" + GRANT + ") values (?, ?, ?, ?, ?, ?)");
    private static final Sql KEEP =
            new Sql("update account_grant set wrapped = ?, signed = null, mac = ? where account = ? and holder = ?");
    private static final Sql DELETE_GRANTS = new Sql("delete from account_grant where account = ?");
    private static final Sql UNGRANTED = new Sql("select distinct d.owner from delegation d left join account_grant g"
            + " on g.account = d.owner and g.holder = d.delegate where d.account = ? and g.account is null");
    private static final String EARLIER = "account, generation, sealed, mac";
    private static final Sql GENERATIONS =
            new Sql("select " + EARLIER + " from account_generation where account = ? order by generation desc");
    private static final Sql INSERT_GENERATION =
            new Sql("insert into account_generation (" + EARLIER + ") values (?, ?, ?, ?)");
    private static final Sql DELETE_GENERATIONS = new Sql("delete from account_generation where account = ?");

    private final Supplier<CollectionKey> directory;

    public SeedRows(Supplier<CollectionKey> directory) {
        this.directory = directory;
    }

    /**
     * Who holds an account's seed.
     *
     * @param wrapped the seed under the holder's own-wrap, after the first opening
     * @param signed the seed by HPKE to the holder, signed by the account, until then
     */
    public record SeedGrant(
            AccountId account,
            AccountId holder,
            int generation,
            @Nullable WrappedKey wrapped,
            byte @Nullable [] signed) {
        byte[] macInput() {
            return MacInput.of(TableId.ACCOUNT_GRANT)
                    .id(account.value())
                    .id(holder.value())
                    .small(generation)
                    .wrapped(wrapped)
                    .bytes(signed)
                    .done();
        }

        @Override
        public String toString() {
            return "SeedGrant[" + account + ", " + holder + ", generation " + generation + "]";
        }
    }

    /** A row whose MAC was checked. */
    public record CheckedGrant(SeedGrant row, RowMac mac) {}

    /** The seed of an earlier generation under the one after it; its MAC was checked. */
    public record Earlier(int generation, SealedBytes sealed, RowMac mac) {}

    private record Raw(SeedGrant row, byte[] mac) {}

    public Optional<CheckedGrant> grant(ReadTransaction tx, AccountId account, AccountId holder) {
        return tx.first(FIND_GRANT, b -> b.id(account.value()).id(holder.value()), SeedRows::readGrant)
                .map(this::checked);
    }

    /** All grants of an account's seed, in no order. */
    public List<CheckedGrant> grants(ReadTransaction tx, AccountId account) {
        return grants(tx, account, Intact.ALL);
    }

    /** The same without those that are damaged. @param bad hears of each of them */
    public List<CheckedGrant> grants(ReadTransaction tx, AccountId account, Consumer<RuntimeException> bad) {
        return tx.intact(GRANTS, b -> b.id(account.value()), row -> checked(readGrant(row)), bad);
    }

    /** All earlier generations, the newest first. */
    public List<Earlier> earlier(ReadTransaction tx, AccountId account) {
        return tx.list(GENERATIONS, b -> b.id(account.value()), row -> readEarlier(account, row));
    }

    /**
     * The MACs of all rows of an account, each checked: with those of its slots what the digest counts.
     * @param bad hears of each that is damaged
     */
    public List<RowMac> macs(ReadTransaction tx, AccountId account, Consumer<RuntimeException> bad) {
        var macs = new ArrayList<RowMac>();
        grants(tx, account, bad).forEach(grant -> macs.add(grant.mac));
        tx.intact(GENERATIONS, b -> b.id(account.value()), row -> readEarlier(account, row), bad)
                .forEach(one -> macs.add(one.mac));
        return macs;
    }

    /** Accounts that gave a delegation to somebody without a grant: persons with delegates, and groups made before there were grants. */
    public List<AccountId> ungranted(ReadTransaction tx) {
        return tx.list(UNGRANTED, b -> b.id(AccountId.SERVER.value()), row -> new AccountId(row.id()));
    }

    /** @return the row's MAC, for the digest */
    public RowMac insert(WriteTransaction tx, SeedGrant grant) {
        var mac = directory.get().mac(grant.macInput());
        tx.update(
                INSERT_GRANT,
                b -> b.id(grant.account.value())
                        .id(grant.holder.value())
                        .small(grant.generation)
                        .wrapped(grant.wrapped)
                        .open(grant.signed)
                        .mac(mac));
        return mac;
    }

    /** Puts the holder's own wrap in place of a signed grant that was opened. @return the row's MAC, for the digest */
    public RowMac keep(WriteTransaction tx, SeedGrant opened, WrappedKey own) {
        var kept = new SeedGrant(opened.account, opened.holder, opened.generation, own, null);
        var mac = directory.get().mac(kept.macInput());
        tx.update(KEEP, b -> b.wrapped(own).mac(mac).id(kept.account.value()).id(kept.holder.value()));
        return mac;
    }

    /** @return the row's MAC, for the digest */
    public RowMac insertEarlier(WriteTransaction tx, AccountId account, int generation, SealedBytes sealed) {
        var mac = directory.get().mac(macInput(account, generation, sealed));
        tx.update(
                INSERT_GENERATION,
                b -> b.id(account.value()).small(generation).sealed(sealed).mac(mac));
        return mac;
    }

    public void deleteGrants(WriteTransaction tx, AccountId account) {
        tx.update(DELETE_GRANTS, b -> b.id(account.value()));
    }

    public void deleteAll(WriteTransaction tx, AccountId account) {
        deleteGrants(tx, account);
        tx.update(DELETE_GENERATIONS, b -> b.id(account.value()));
    }

    private CheckedGrant checked(Raw raw) {
        var mac = directory.get().checkedMac(raw.row.macInput(), raw.mac, raw.row.holder.value());
        return new CheckedGrant(raw.row, mac);
    }

    private static Raw readGrant(Row row) throws SQLException {
        var account = new AccountId(row.id());
        var holder = new AccountId(row.id());
        int generation = row.small();
        byte[] wrapped = row.optionalBytes();
        var grant = new SeedGrant(
                account,
                holder,
                generation,
                wrapped == null ? null : WrappedKey.ofStored(wrapped),
                row.optionalBytes());
        return new Raw(grant, row.bytes());
    }

    private Earlier readEarlier(AccountId account, Row row) throws SQLException {
        row.id();
        int generation = row.small();
        var sealed = row.sealed();
        var mac = directory.get().checkedMac(macInput(account, generation, sealed), row.bytes(), account.value());
        return new Earlier(generation, sealed, mac);
    }

    private static byte[] macInput(AccountId account, int generation, SealedBytes sealed) {
        return MacInput.of(TableId.ACCOUNT_GENERATION)
                .id(account.value())
                .small(generation)
                .sealed(sealed)
                .done();
    }
}
