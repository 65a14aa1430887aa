package org.wardpost.vault;

import java.nio.ByteBuffer;

/**
 * W, one version of it: in memory from start to stop, in the database under the root key. It is the outer layer of every slot and
 * nothing else, so that rotating it touches slots only.
 */
public final class WorkingKey implements AutoCloseable {
    private static final int W = 0;
    private static final int SLOT = 1;

    private final int version;
    private final SecretBytes secret;

    /** Takes the bytes over: they are zeroed. */
    WorkingKey(int version, byte[] bytes) {
        this.version = version;
        var slot = Label.WORKING_SLOT.derive(
                bytes, ByteBuffer.allocate(4).putInt(version).array());
        this.secret = SecretBytes.of(bytes, slot);
    }

    /** A fresh key of a version, counted from 1. */
    public static WorkingKey random(int version) {
        return new WorkingKey(version, Entropy.bytes(32));
    }

    /** Its version. */
    public int version() {
        return version;
    }

    byte[] bytes() {
        return secret.key(W);
    }

    byte[] slotKey() {
        return secret.key(SLOT);
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "WorkingKey[" + version + "]";
    }
}
