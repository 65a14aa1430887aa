package org.wardpost.store;

/** Hears how far a long piece of work is. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (_, _) -> {};

    /** @param of how many there are, as far as is known */
    void at(long done, long of);
}
