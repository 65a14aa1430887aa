package org.wardpost.store.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Transactions;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.event.ChangeFeed;
import org.wardpost.vault.Ids;

/**
 * Where the collections stand that this node changed since the last time: SHA-256 over 0x01 and, in ascending order of ids, account, collection,
 * modseq and the head's MAC under account 0. Whoever keeps checkpoints elsewhere sees by it that a collection was put back.
 */
final class Anchor {
    private final Set<CollectionId> moved = ConcurrentHashMap.newKeySet();
    private final Transactions transactions;
    private final CollectionHeads heads;

    Anchor(Transactions transactions, CollectionHeads heads, ChangeFeed changes) {
        this.transactions = transactions;
        this.heads = heads;
        changes.subscribe(change -> {
            if (change.origin().isEmpty()) {
                moved.add(change.id());
            }
        });
    }

    /** Empty if nothing moved. */
    Optional<byte[]> take() {
        var taken = new TreeSet<>(moved);
        moved.removeAll(taken);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        var digest = sha256();
        digest.update((byte) 0x01);
        var stand = transactions.read(tx ->
                taken.stream().flatMap(id -> heads.anchor(tx, id).stream()).toList());
        for (var stands : stand) {
            var id = stands.id();
            digest.update(Ids.bytes(id.owner().value()));
            digest.update(Ids.bytes(id.value()));
            digest.update(
                    ByteBuffer.allocate(8).putLong(stands.modseq().value()).array());
            digest.update(stands.serverMac());
        }
        return Optional.of(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
