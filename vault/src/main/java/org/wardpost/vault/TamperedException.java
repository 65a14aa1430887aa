package org.wardpost.vault;

import java.util.Optional;
import java.util.UUID;

/**
 * Something stored is not what was written, or is not where it was written: one bit of key, context or value differs. It names the
 * object, never content; a caller answers "server error", audits it and goes on with the rest.
 */
public final class TamperedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient @org.jspecify.annotations.Nullable UUID object;

    /** @param why a plain sentence without content */
    public TamperedException(String why) {
        super(why);
        this.object = null;
    }

    /** @param object what does not open
     * @param why a plain sentence without content */
    public TamperedException(UUID object, String why) {
        super(why + " (" + object + ")");
        this.object = object;
    }

    /** The id of what does not open, where there is one. */
    public Optional<UUID> object() {
        return Optional.ofNullable(object);
    }
}
