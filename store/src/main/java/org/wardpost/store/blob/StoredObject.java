package org.wardpost.store.blob;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectKey;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.SealedReader;
import org.wardpost.vault.SealedSource;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;

/** A stored object as somebody holds it who can open it: a row of a mailbox or of a queue. It reads nothing before it is asked. */
public final class StoredObject implements ObjectSource {
    /** Opens its key anew each time; whoever gets it closes it. */
    public interface KeyOpener {
        ObjectKey open();
    }

    /** Reads the sealed parts. */
    public interface Parts {
        SealedSource body();

        /** Empty if there is none. */
        byte[] summary();

        /** Hears of a part that is missing or is not what was sealed, each time, before it is thrown. */
        void damaged(TamperedException bad);
    }

    private final UUID tenant;
    private final ObjectRef ref;
    private final long size;
    private final long storedSize;
    private final KeyOpener key;
    private final Parts parts;

    /** @param size exact, from an authenticated place */
    public StoredObject(UUID tenant, ObjectRef ref, long size, long storedSize, KeyOpener key, Parts parts) {
        this.tenant = tenant;
        this.ref = ref;
        this.size = size;
        this.storedSize = storedSize;
        this.key = key;
        this.parts = parts;
    }

    @Override
    public UUID id() {
        return ref.id();
    }

    public ObjectRef ref() {
        return ref;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long storedSize() {
        return storedSize;
    }

    @Override
    public SealedReader reader() {
        return told(() -> {
                    var source = parts.body();
                    return withKey(opened -> opened.reader(context(Part.BODY), source, size));
                })
                .telling(parts::damaged);
    }

    @Override
    public byte[] summary() {
        return told(() -> {
            var sealed = parts.summary();
            return sealed.length == 0
                    ? sealed
                    : withKey(opened -> opened.open(SealedBytes.ofStored(sealed), context(Part.SUMMARY)));
        });
    }

    @Override
    public <T> T withKey(Function<ObjectKey, T> task) {
        try (var opened = key.open()) {
            return task.apply(opened);
        }
    }

    /** No other program writes here: a version that is not known is a changed byte. */
    private <T> T told(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (UnknownKeyException unknown) {
            var bad = new TamperedException(ref.id(), String.valueOf(unknown.getMessage()));
            parts.damaged(bad);
            throw bad;
        } catch (TamperedException bad) {
            parts.damaged(bad);
            throw bad;
        }
    }

    private ObjectContext context(Part part) {
        return new ObjectContext(tenant, ObjectType.MESSAGE, part, ref.id());
    }

    /** Its id only. */
    @Override
    public String toString() {
        return "StoredObject[" + ref.id() + "]";
    }
}
