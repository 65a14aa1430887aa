package org.wardpost.identity.operation;

/** Told how far a long operation is. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (_, _, _) -> {};

    /**
     * @param what what is being done, in a few words, without content
     * @param done how many are done
     * @param of how many there are, or -1 if that is not known
     */
    void at(String what, long done, long of);
}
