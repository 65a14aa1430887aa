package org.wardpost.store.recovery;

import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.UUID;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/** Unwraps W by shares whatever root version wrapped it, and nothing else: it has no root key and makes none. */
final class SharesProvider implements RootKeyProvider {
    private final RecoveryKey key;
    private final UUID tenant;
    private final List<RecoveryWraps.Wrap> wraps;

    SharesProvider(RecoveryKey key, UUID tenant, List<RecoveryWraps.Wrap> wraps) {
        this.key = key;
        this.tenant = tenant;
        this.wraps = wraps;
    }

    @Override
    public String name() {
        return "recovery shares";
    }

    @Override
    public WorkingKey unwrap(int rootVersion, WrappedKey wrapped, int workingVersion) {
        var found = wraps.stream()
                .filter(wrap -> wrap.version() == workingVersion)
                .findFirst()
                .orElseThrow(() -> new WrongRootKeyException("Working key " + workingVersion
                        + " is not among those that the shares open: the data are damaged, or were changed."));
        try {
            return key.unwrap(tenant, workingVersion, found.wrapped());
        } catch (TamperedException changed) {
            throw new WrongRootKeyException(
                    "Working key " + workingVersion
                            + " does not open by these shares although it says so: the data were changed.",
                    changed);
        }
    }

    @Override
    public NavigableSet<Integer> versions() {
        return Collections.emptyNavigableSet();
    }

    @Override
    public int currentVersion() {
        throw none();
    }

    @Override
    public WrappedKey wrap(int rootVersion, WorkingKey working) {
        throw none();
    }

    @Override
    public int createVersion() {
        throw none();
    }

    @Override
    public byte[] export(int version) {
        throw none();
    }

    @Override
    public void destroy(int version) {
        throw none();
    }

    private static WrongRootKeyException none() {
        return new WrongRootKeyException("There is no root key here, only shares.");
    }

    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "SharesProvider[" + key.authority().id() + "]";
    }
}
