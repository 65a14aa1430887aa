package org.wardpost.store.message;

import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.blob.StoredObject;
import org.wardpost.vault.SealedReader;
import org.wardpost.vault.SealedSource;
import org.wardpost.vault.TamperedException;

/** A message of a page. What is sealed of it opens when it is asked for. */
final class ReadMessage implements StoredMessage {
    private final CollectionId mailbox;
    private final MessageRow row;
    private final @Nullable CheckedRow checked;
    private final int flagBits;
    private final String damage;
    private final BodyBatch bodies;
    private final int place;
    private final byte @Nullable [] sealedSummary;
    private byte @Nullable [] summary;

    /**
     * @param checked null if the row is not what was written; {@code damage} then says why
     * @param recentFrom no message of a lower UID is recent
     * @param sealedSummary null if it was not read along
     */
    ReadMessage(
            CollectionId mailbox,
            MessageRow row,
            @Nullable CheckedRow checked,
            String damage,
            long recentFrom,
            BodyBatch bodies,
            byte @Nullable [] sealedSummary) {
        this.mailbox = mailbox;
        this.row = row;
        this.checked = checked;
        this.damage = damage;
        this.flagBits = row.uid() < recentFrom ? row.flags() & ~MessageFlags.RECENT : row.flags();
        this.bodies = bodies;
        this.place = bodies.add(row);
        this.sealedSummary = sealedSummary;
    }

    @Override
    public long uid() {
        return row.uid();
    }

    @Override
    public Modseq modseq() {
        return new Modseq(row.modseq());
    }

    @Override
    public MessageFlags flags() {
        return new MessageFlags(flagBits, checked().record().keywords());
    }

    @Override
    public Instant internalDate() {
        return Instant.ofEpochMilli(row.internalDate());
    }

    @Override
    public Instant saveDate() {
        return Instant.ofEpochMilli(row.saveDate());
    }

    @Override
    public long size() {
        return checked().record().size();
    }

    @Override
    public UUID objectId() {
        return row.object().id();
    }

    @Override
    public UUID threadId() {
        return row.thread();
    }

    @Override
    public boolean intact() {
        return checked != null;
    }

    @Override
    public byte[] summary() {
        var opened = summary;
        if (opened == null) {
            opened = asSource().summary();
            summary = opened;
        }
        return opened;
    }

    @Override
    public SealedReader body() {
        return asSource().reader();
    }

    @Override
    public InputStream openBody() {
        return body().stream();
    }

    @Override
    public StoredObject asSource() {
        var opened = checked();
        var key = opened.key();
        return new StoredObject(
                key.context().tenant(),
                row.object(),
                opened.record().size(),
                row.paddedSize(),
                () -> key.unwrap(row.wrappedKey()),
                new Parts());
    }

    private CheckedRow checked() {
        if (checked == null) {
            throw new TamperedException(row.object().id(), damage);
        }
        return checked;
    }

    private final class Parts implements StoredObject.Parts {
        @Override
        public SealedSource body() {
            try {
                return bodies.body(place);
            } catch (TamperedException missing) {
                throw goneOr(missing);
            }
        }

        @Override
        public byte[] summary() {
            if (sealedSummary != null) {
                return sealedSummary;
            }
            try {
                return bodies.transactions().read(tx -> bodies.objects().summary(tx, row.object()));
            } catch (TamperedException missing) {
                throw goneOr(missing);
            }
        }

        @Override
        public void damaged(TamperedException bad) {
            bodies.damage().found(mailbox, row.object().id(), "message " + row.uid() + ": " + bad.getMessage());
        }
    }

    /** Somebody may have expunged the message since its row was read: then its object is missing rightly. */
    private RuntimeException goneOr(TamperedException missing) {
        boolean there = bodies.transactions()
                .read(tx -> !MessageRows.all(tx, mailbox, UidSet.of(row.uid())).isEmpty());
        return there ? missing : new RefusedException(new NotFound());
    }

    /** Its UID only. */
    @Override
    public String toString() {
        return "StoredMessage[uid=" + row.uid() + "]";
    }
}
