package org.wardpost.store.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.Intact;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;

/** Reads rows of {@code queue_mail}; of those that are damaged {@link DamageListener} hears. */
final class QueueRows {
    static final int PRIORITIES = 10;
    /** The priority of rows with a bad MAC, which nobody claims. */
    static final int ASIDE = -1;

    private final KeyRing keys;
    private final QueueSealing sealing;
    private final DamageListener damage;

    QueueRows(KeyRing keys, QueueSealing sealing, DamageListener damage) {
        this.keys = keys;
        this.sealing = sealing;
        this.damage = damage;
    }

    /** Not yet believed. */
    Optional<QueueRow> find(ReadTransaction tx, UUID id) {
        return tx.first(QueueSql.FIND, b -> b.id(id), QueueRow::read);
    }

    /** In the order in which they would be claimed, claimed ones and those set aside too. */
    List<UUID> ids(ReadTransaction tx, String queue) {
        var tag = sealing.tag(queue);
        var ids = new ArrayList<UUID>();
        for (int p = PRIORITIES - 1; p >= ASIDE; p--) {
            int priority = p;
            tx.each(QueueSql.ORDER, b -> b.tag(tag).small(priority), row -> row.id(), ids::add);
        }
        return ids;
    }

    /** A whole queue, not yet believed. */
    Stream<QueueRow> of(ReadTransaction tx, String queue) {
        return ids(tx, queue).stream().map(id -> find(tx, id)).flatMap(Optional::stream);
    }

    Optional<QueuedMail> open(QueueRow row) {
        try {
            return Optional.of(sealing.open(row));
        } catch (TamperedException | UnknownKeyException bad) {
            report(row, bad);
            return Optional.empty();
        }
    }

    boolean intact(QueueRow row) {
        try {
            row.check(keys.server());
            return true;
        } catch (TamperedException | UnknownKeyException bad) {
            report(row, bad);
            return false;
        }
    }

    /** Checks every mail's row of every queue. @param bad hears of each that is damaged @return how many there are */
    long verify(ReadTransaction tx, Consumer<RuntimeException> bad) {
        var rows = tx.list(QueueSql.ALL, _ -> {}, QueueRow::read);
        rows.forEach(row -> Intact.of(() -> sealing.open(row), bad));
        return rows.size();
    }

    private void report(QueueRow row, RuntimeException bad) {
        damage.found(new CollectionId(AccountId.SERVER, row.id()), row.id(), "queue row: " + bad.getMessage());
    }
}
