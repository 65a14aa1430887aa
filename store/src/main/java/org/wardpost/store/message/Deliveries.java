package org.wardpost.store.message;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;

/** Which deliveries an account has had, so that a mail which is tried again after a kill comes once. */
final class Deliveries {
    private static final Sql FIND =
            new Sql("select collection, uid, made, mac from delivery where account = ? and delivery = ?");
    private static final Sql INSERT =
            new Sql("insert into delivery (account, delivery, collection, uid, made, mac) values (?, ?, ?, ?, ?, ?)");
    private static final Sql OF =
            new Sql("select delivery, collection, uid, made, mac from delivery where account = ?");
    private static final Sql SWEEP = new Sql("delete from delivery where account = ? and made < ?");
    static final Sql DELETE_ALL = new Sql("delete from delivery where account = ?");

    private final KeyRing keys;

    Deliveries(KeyRing keys) {
        this.keys = keys;
    }

    /** Where it went. */
    record Delivered(CollectionId mailbox, long uid) {}

    private record DeliveryRow(UUID collection, long uid, long made, byte[] mac) {}

    /** @throws org.wardpost.vault.TamperedException if the row was changed from outside */
    Optional<Delivered> find(WriteTransaction tx, AccountId account, UUID delivery) {
        return tx.first(
                        FIND,
                        b -> b.id(account.value()).id(delivery),
                        row -> new DeliveryRow(row.id(), row.number(), row.number(), row.bytes()))
                .map(row -> {
                    check(account, delivery, row);
                    return new Delivered(new CollectionId(account, row.collection), row.uid);
                });
    }

    void insert(WriteTransaction tx, UUID delivery, CollectionId mailbox, long uid, Instant now) {
        long made = now.toEpochMilli();
        var mac = keys.server().mac(macInput(mailbox.owner(), delivery, mailbox.value(), uid, made));
        tx.update(
                INSERT,
                b -> b.id(mailbox.owner().value())
                        .id(delivery)
                        .id(mailbox.value())
                        .number(uid)
                        .number(made)
                        .mac(mac));
    }

    /** Checks all of an account. @param bad hears of each that is damaged */
    void verify(ReadTransaction tx, AccountId account, Consumer<RuntimeException> bad) {
        tx.intact(
                OF,
                b -> b.id(account.value()),
                row -> {
                    var delivery = row.id();
                    var found = new DeliveryRow(row.id(), row.number(), row.number(), row.bytes());
                    check(account, delivery, found);
                    return found;
                },
                bad);
    }

    private void check(AccountId account, UUID delivery, DeliveryRow row) {
        keys.server().checkMac(macInput(account, delivery, row.collection, row.uid, row.made), row.mac, delivery);
    }

    int sweep(WriteTransaction tx, AccountId account, Instant before) {
        return tx.update(SWEEP, b -> b.id(account.value()).number(before.toEpochMilli()));
    }

    private static byte[] macInput(AccountId account, UUID delivery, UUID collection, long uid, long made) {
        return MacInput.of(TableId.DELIVERY)
                .id(account.value())
                .id(delivery)
                .id(collection)
                .number(uid)
                .number(made)
                .done();
    }
}
