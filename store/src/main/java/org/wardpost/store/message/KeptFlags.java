package org.wardpost.store.message;

import java.util.Set;

/**
 * Which flags a copy keeps of its original: those that whoever copies may set in the target.
 * @param bits of {@link MessageFlags}
 */
public record KeptFlags(int bits, boolean keywords) {
    public static final KeptFlags ALL = new KeptFlags(MessageFlags.ALL, true);

    int of(int original) {
        return original & bits;
    }

    MessageRecord of(MessageRecord original) {
        return keywords || original.keywords().isEmpty() ? original : new MessageRecord(original.size(), Set.of());
    }
}
