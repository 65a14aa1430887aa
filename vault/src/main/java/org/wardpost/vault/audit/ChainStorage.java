package org.wardpost.vault.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.audit.Checkpoint.ChainHead;

/** Where a node's chain lies: implemented by the store. One writer a chain; each method that writes is one durable commit. */
public interface ChainStorage {
    /**
     * An event that was committed but has no link yet.
     * @param row names it to {@link #append}
     * @param event its {@link AuditEvent#encoded()}, opened
     */
    record Waiting(UUID row, byte[] event) {}

    /**
     * A link and the event's row that it is for.
     * @param row as {@link Waiting} named it
     */
    record Chained(UUID row, ChainLink link) {}

    /**
     * A day's signing key as it is stored.
     * @param seed its private half, sealed by account 0; only the newest is kept
     */
    record Signer(SignerCertificate certificate, SealedBytes seed) {}

    /** Up to {@code most} events of this node that wait for a link, oldest first. */
    List<Waiting> waiting(int most);

    /** The end of a chain. */
    ChainHead head(UUID chain);

    /** Heads of all other chains, for a checkpoint. */
    Map<UUID, ChainHead> otherHeads(UUID chain);

    /** Stores links in one commit, each beside its event, and moves the chain's head. */
    void append(List<Chained> links);

    /** The key that signs today or signed last. */
    Optional<Signer> signer(UUID chain);

    /** Stores a new signing key and deletes the old private half, in one commit; all certificates stay. */
    void replaceSigner(Signer next);

    /** The last checkpoint of a chain. */
    Optional<Checkpoint> lastCheckpoint(UUID chain);

    /** Stores a checkpoint. */
    void checkpoint(Checkpoint checkpoint);

    /**
     * Once an hour: a hash over (collection, modseq, the row's MAC under account 0) of every collection that changed since the
     * last one, 32 bytes; empty if none did or the hour is not over.
     */
    Optional<byte[]> anchor();
}
