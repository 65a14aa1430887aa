package org.wardpost.store.recovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.Verification;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.property.PropertyChanges;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.RecoveryAuthority;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WorkingKey;

/**
 * The recovery authority and the working keys that are wrapped to it. Its public half is a property of account 0, so nobody who
 * only writes to the database can put another in its place, and W go to that one at the next rotation.
 */
public final class RecoveryRepository implements Verification.Step {
    private static final UUID SCOPE = new UUID(0, 0);
    private static final String KEY = "authority";
    private static final Sql VERSIONS = new Sql("select distinct version from working_key where tenant = ?");
    private static final Sql INSERT =
            new Sql("insert into recovery_wrap (tenant, version, authority, wrapped, mac) values (?, ?, ?, ?, ?)");
    private static final Sql DELETE = new Sql("delete from recovery_wrap where tenant = ? and version = ?");
    private static final Sql DELETE_ALL = new Sql("delete from recovery_wrap where tenant = ?");
    private static final Sql ROWS = new Sql(
            "select version, authority, wrapped, mac from recovery_wrap where tenant = ? order by version, authority");

    private final Transactions transactions;
    private final PropertyRepository properties;
    private final KeyRing keys;

    public RecoveryRepository(Transactions transactions, PropertyRepository properties, KeyRing keys) {
        this.transactions = transactions;
        this.properties = properties;
        this.keys = keys;
    }

    private record Row(RecoveryWraps.Wrap wrap, byte[] mac) {}

    /** The one that working keys are wrapped to. @throws TamperedException if it is of an unknown form */
    public Optional<RecoveryAuthority> authority() {
        return properties
                .get(AccountId.SERVER, SCOPE, PropertyKind.RECOVERY, KEY)
                .map(RecoveryAuthority::ofStored);
    }

    /** Wraps every working key to it, and from now on new ones. @throws RefusedException AlreadyExists if there is one */
    public void add(RecoveryAuthority authority) {
        transactions.run(tx -> properties.<Integer>update(tx, AccountId.SERVER, changes -> {
            if (find(changes).isPresent()) {
                throw new RefusedException(new AlreadyExists());
            }
            changes.put(SCOPE, PropertyKind.RECOVERY, KEY, authority.stored());
            return wrapAll(tx, authority);
        }));
    }

    /** Its shares open nothing of the database any more that they have not opened before. @return false if there was none */
    public boolean remove() {
        return transactions.<Boolean>write(tx -> properties.<Boolean>update(tx, AccountId.SERVER, changes -> {
            tx.update(DELETE_ALL, b -> b.id(keys.tenant()));
            return changes.remove(SCOPE, PropertyKind.RECOVERY, KEY);
        }));
    }

    /** Makes every wrap anew: for a repair. */
    public void renew() {
        transactions.run(tx -> properties.<Integer>update(tx, AccountId.SERVER, changes -> {
            tx.update(DELETE_ALL, b -> b.id(keys.tenant()));
            return find(changes).map(authority -> wrapAll(tx, authority)).orElse(0);
        }));
    }

    /** In the commit that adds a working key. An authority that is added at the same time waits for HOME, as this does. */
    public void workingKeyComes(WriteTransaction tx, WorkingKey working) {
        properties.<Integer>update(tx, AccountId.SERVER, changes -> {
            find(changes).ifPresent(authority -> wrap(tx, authority, working));
            return 0;
        });
    }

    /** In the commit that forgets one. */
    public void workingKeyGoes(WriteTransaction tx, int version) {
        tx.update(DELETE, b -> b.id(keys.tenant()).small(version));
    }

    private static Optional<RecoveryAuthority> find(PropertyChanges changes) {
        return changes.get(SCOPE, PropertyKind.RECOVERY, KEY).map(RecoveryAuthority::ofStored);
    }

    private int wrapAll(WriteTransaction tx, RecoveryAuthority authority) {
        var versions = versions(tx);
        versions.forEach(version -> wrap(tx, authority, keys.working().version(version)));
        return versions.size();
    }

    private List<Integer> versions(ReadTransaction tx) {
        return tx.list(VERSIONS, b -> b.id(keys.tenant()), row -> row.small());
    }

    private void wrap(WriteTransaction tx, RecoveryAuthority authority, WorkingKey working) {
        var wrap = new RecoveryWraps.Wrap(working.version(), authority.id(), authority.wrap(keys.tenant(), working));
        var mac = keys.server().mac(macInput(wrap));
        tx.update(
                INSERT,
                b -> b.id(keys.tenant())
                        .small(wrap.version())
                        .id(wrap.authority())
                        .open(wrap.wrapped())
                        .mac(mac));
    }

    @Override
    public void account(AccountId account, Verification.Findings findings) {
        if (account.equals(AccountId.SERVER)) {
            findings.check(account, "recovery", account.value(), () -> findings.counted("recovery", verify()));
        }
    }

    /** What shares open cannot be tried without them; that it is what this server wrote, and all of it, can. */
    private int verify() {
        var expected = authority().map(RecoveryAuthority::id);
        Map<Integer, UUID> wraps = new HashMap<>();
        Set<Integer> versions = new HashSet<>();
        transactions.read(tx -> {
            versions.addAll(versions(tx));
            rows(tx).forEach(row -> {
                keys.server().checkMac(macInput(row.wrap), row.mac, row.wrap.authority());
                if (!expected.equals(Optional.of(row.wrap.authority()))) {
                    throw new TamperedException(row.wrap.authority(), "A recovery authority that was removed is back");
                }
                wraps.put(row.wrap.version(), row.wrap.authority());
            });
            return wraps;
        });
        if (expected.isPresent() && !wraps.keySet().equals(versions)) {
            throw new TamperedException(
                    expected.get(), "Some working key is not wrapped to the recovery authority any more");
        }
        return wraps.size();
    }

    private List<Row> rows(ReadTransaction tx) {
        return tx.list(
                ROWS,
                b -> b.id(keys.tenant()),
                row -> new Row(new RecoveryWraps.Wrap(row.small(), row.id(), row.bytes()), row.bytes()));
    }

    private byte[] macInput(RecoveryWraps.Wrap wrap) {
        return MacInput.of(TableId.RECOVERY_WRAP)
                .id(keys.tenant())
                .small(wrap.version())
                .id(wrap.authority())
                .bytes(wrap.wrapped())
                .done();
    }
}
