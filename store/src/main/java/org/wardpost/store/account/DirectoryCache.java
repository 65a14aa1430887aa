package org.wardpost.store.account;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One value made of the whole directory, read again after the directory changed. */
final class DirectoryCache<T> {
    private final Supplier<T> reader;
    private @Nullable T value;
    private long version;

    DirectoryCache(Supplier<T> reader) {
        this.reader = reader;
    }

    T get() {
        long before;
        synchronized (this) {
            if (value != null) {
                return value;
            }
            before = version;
        }
        T read = reader.get();
        synchronized (this) {
            if (version == before) {
                value = read; // nobody changed the directory while it was read
            }
        }
        return read;
    }

    synchronized void forget() {
        version++;
        value = null;
    }
}
