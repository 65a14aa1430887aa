package org.wardpost.store.recovery;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.Statements;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/**
 * What of a database or backup opens by shares alone. Read before any key is there, so nothing but HPKE guards it.
 *
 * @param lastRootVersion the highest root version that something in there names; a new root key must be above it
 */
public record RecoveryWraps(UUID tenant, int lastRootVersion, List<Wrap> wraps) {
    /** The first version of the schema that has the table. */
    public static final int SCHEMA = 50;

    private static final Sql ALL = new Sql(
            "select version, authority, wrapped from recovery_wrap where tenant = ? order by version, authority");
    private static final Sql LAST_ROOT = new Sql("select max(root_version) from working_key where tenant = ?");

    /** One version of W for one authority. */
    public record Wrap(int version, UUID authority, byte[] wrapped) {
        @Override
        public String toString() {
            return "Wrap[" + version + ", " + authority + "]";
        }
    }

    public static RecoveryWraps read(Connection connection, UUID tenant) throws SQLException {
        int last = Statements.first(connection, LAST_ROOT, b -> b.id(tenant), row -> row.small())
                .orElse(0);
        return new RecoveryWraps(tenant, last, all(connection, tenant));
    }

    static List<Wrap> all(Connection connection, UUID tenant) throws SQLException {
        var wraps = new ArrayList<Wrap>();
        Statements.each(
                connection, ALL, b -> b.id(tenant), row -> new Wrap(row.small(), row.id(), row.bytes()), wraps::add);
        return wraps;
    }

    /**
     * Stands in for the root key until there is a new one.
     *
     * @throws WrongRootKeyException if no such authority opens these data; the sentence says which one does
     */
    public RootKeyProvider provider(RecoveryKey key) {
        var authorities = wraps.stream().map(Wrap::authority).distinct().toList();
        if (authorities.isEmpty()) {
            throw new WrongRootKeyException(
                    "These data have no recovery authority (wardpost key add-recovery was never run, or it was removed), so no shares"
                            + " open them.");
        }
        var id = key.authority().id();
        if (!authorities.contains(id)) {
            throw new WrongRootKeyException("These shares are of the recovery authority " + id
                    + ", and these data open by the shares of " + authorities.getFirst() + ".");
        }
        return new SharesProvider(
                key,
                tenant,
                wraps.stream().filter(wrap -> wrap.authority.equals(id)).toList());
    }
}
