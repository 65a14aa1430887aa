package org.wardpost.store.blob;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.AccountKey;

/** Sealed objects of all mailboxes and queues. Public for the store's packages. */
public final class Objects implements AutoCloseable {
    /** How long a blob outlives its row. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final Sql BLOBS = new Sql("select blob from object where blob is not null"
            + " union all select summary_blob from object where summary_blob is not null");

    private final BlobStore blobs;
    private final ObjectRows rows;
    private final ObjectNumbers numbers = ObjectNumbers.ofObjects();
    private final BlobDeletion deletion;
    private final ObjectReferences references;

    /** @param server account 0's key: how often an object is referred to is authenticated by it */
    public Objects(BlobStore blobs, Supplier<AccountKey> server) {
        this.blobs = blobs;
        this.rows = new ObjectRows(blobs);
        this.deletion = new BlobDeletion(blobs, GRACE);
        this.references = new ObjectReferences(server, deletion);
    }

    /** Where large objects lie. */
    public BlobStore blobs() {
        return blobs;
    }

    /** Object files of rows that are deleted meanwhile stay until this is closed: for a backup. */
    public Kept keepFiles() {
        return deletion.hold();
    }

    /** Closed once. */
    public interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    public ObjectRows rows() {
        return rows;
    }

    public ObjectChanges changes(WriteTransaction tx) {
        return new ObjectChanges(tx, numbers, references);
    }

    /** Puts a large body where it stays, before any lock is taken. */
    public static void settle(ObjectSource source) {
        if (source instanceof SpooledObject spooled) {
            spooled.settle();
        }
    }

    /**
     * Deletes blobs that no row names: what a kill left between writing the file and the commit. To be called before serving,
     * when nothing is under way.
     * @return how many were deleted
     */
    public int sweepOrphans(Transactions transactions) {
        var orphans = new HashSet<UUID>();
        blobs.names(orphans::add);
        if (!orphans.isEmpty()) {
            transactions.<Object>read(tx -> {
                tx.each(BLOBS, _ -> {}, row -> row.id(), orphans::remove);
                return orphans;
            });
        }
        orphans.forEach(blobs::delete);
        return orphans.size();
    }

    /** Numbers of objects that are not referred to as often as is noted; looks at every message and queue row. */
    public List<Long> wrongReferences(ReadTransaction tx) {
        return references.wrong(tx);
    }

    @Override
    public void close() {
        deletion.close();
        blobs.close();
    }
}
