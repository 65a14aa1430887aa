package org.wardpost.store.item;

import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.Refusal.PreconditionFailed;
import org.wardpost.store.RefusedException;

/** What a write asks of the item that is there, checked under the collection's lock (RFC 9110 §13.1). */
public sealed interface Precondition {
    /** Nothing. */
    record Any() implements Precondition {}

    /** {@code If-None-Match: *}: there is none. */
    record Absent() implements Precondition {}

    /** {@code If-Match: *}: there is one. */
    record Present() implements Precondition {}

    /** {@code If-Match}: it is this version. */
    record Version(UUID etag) implements Precondition {}

    /** @param current the version that is there. @throws RefusedException PreconditionFailed */
    default void check(Optional<UUID> current) {
        boolean holds = switch (this) {
            case Any() -> true;
            case Absent() -> current.isEmpty();
            case Present() -> current.isPresent();
            case Version(var etag) -> current.isPresent() && current.get().equals(etag);
        };
        if (!holds) {
            throw new RefusedException(new PreconditionFailed());
        }
    }
}
