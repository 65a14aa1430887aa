package org.wardpost.store.queue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Transactions;
import org.wardpost.store.blob.ObjectRef;
import org.wardpost.store.blob.ObjectRows;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.blob.StoredObject;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.vault.Ids;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.SealedSource;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WrapContext;
import org.wardpost.vault.WrappedKey;

/** Seals and opens queue rows under account 0: a mail in a queue must go on while nobody is signed in. */
final class QueueSealing {
    private static final int QUEUE = 1;
    private static final int NAME = 2;
    private static final int SIZE = 3;
    private static final int ENVELOPE = 4;
    /** Object keys of queue rows are wrapped for account 0 and no collection. */
    private static final UUID NO_COLLECTION = new UUID(0, 0);

    private final KeyRing keys;
    private final Transactions transactions;
    private final ObjectRows objects;
    private final DamageListener damage;

    QueueSealing(KeyRing keys, Transactions transactions, ObjectRows objects, DamageListener damage) {
        this.keys = keys;
        this.transactions = transactions;
        this.objects = objects;
        this.damage = damage;
    }

    /** A draft of which everything is sealed; made before any lock. */
    record Sealed(
            QueueDraft draft, UUID id, LookupTag queue, QueueTags tags, WrappedKey wrapped, SealedBytes envelope) {
        ObjectSource object() {
            return draft.object();
        }
    }

    Sealed seal(QueueDraft draft) {
        var server = keys.server();
        var id = Ids.random();
        var record = new RecordWriter()
                .text(QUEUE, draft.queue())
                .text(NAME, draft.name())
                .number(SIZE, draft.object().size())
                .bytes(ENVELOPE, draft.envelope())
                .done();
        return new Sealed(
                draft,
                id,
                tag(draft.queue()),
                QueueTags.of(server, draft),
                draft.object().withKey(key -> server.wrap(key, wrapContext(server.generation()))),
                server.sealRecord(record, context(id)));
    }

    QueueRow row(Sealed sealed, ObjectRef object, long number, int attempts) {
        return new QueueRow(
                sealed.id,
                sealed.queue.bytes(),
                number,
                sealed.draft.priority(),
                sealed.draft.due().toEpochMilli(),
                keys.server().generation(),
                object,
                sealed.wrapped.bytes(),
                sealed.draft.object().storedSize(),
                sealed.tags.stored(),
                sealed.envelope.bytes(),
                new byte[0],
                attempts);
    }

    /** @throws org.wardpost.vault.TamperedException if the row is not what was written */
    QueuedMail open(QueueRow row) {
        row.check(keys.server());
        var record =
                new RecordReader(keys.server().openRecord(SealedBytes.ofStored(row.envelope()), context(row.id())));
        return new QueuedMail(
                row.id(),
                record.text(QUEUE),
                record.text(NAME),
                row.priority(),
                Instant.ofEpochMilli(row.due()),
                row.attempts(),
                object(row, record.number(SIZE).orElseThrow()),
                record.bytes(ENVELOPE).orElseThrow());
    }

    LookupTag tag(String queue) {
        return keys.server().lookup(LookupField.QUEUE_NAME, ("queue " + queue).getBytes(StandardCharsets.UTF_8));
    }

    private StoredObject object(QueueRow row, long size) {
        var wrapped = WrappedKey.ofStored(row.wrapped());
        var context = wrapContext(row.generation());
        return new StoredObject(
                keys.tenant(),
                row.object(),
                size,
                row.storedSize(),
                () -> keys.server().unwrap(wrapped, context),
                new StoredObject.Parts() {
                    @Override
                    public SealedSource body() {
                        return transactions.read(tx -> objects.body(tx, row.object()));
                    }

                    @Override
                    public byte[] summary() {
                        return transactions.read(tx -> objects.summary(tx, row.object()));
                    }

                    @Override
                    public void damaged(TamperedException bad) {
                        damage.found(
                                new CollectionId(AccountId.SERVER, row.id()),
                                row.object().id(),
                                "queued mail: " + bad.getMessage());
                    }
                });
    }

    private WrapContext wrapContext(int generation) {
        return new WrapContext(keys.tenant(), AccountId.SERVER.value(), NO_COLLECTION, generation);
    }

    private ObjectContext context(UUID id) {
        return new ObjectContext(keys.tenant(), ObjectType.QUEUE, Part.RECORD, id);
    }
}
