package org.wardpost.mail.sieve;

import java.util.List;
import java.util.Optional;
import org.wardpost.store.AccountId;

/** The scripts of each account, at most one of them active. All names are compared octet by octet. */
public interface SieveScripts {
    record Listed(String name, boolean active) {}

    List<Listed> list(AccountId account);

    Optional<byte[]> get(AccountId account, String name);

    /** The active script. */
    Optional<byte[]> active(AccountId account);

    Optional<String> activeName(AccountId account);

    /** @throws org.wardpost.store.RefusedException OverQuota when there would be too many, or it is too large */
    void put(AccountId account, String name, byte[] script);

    /** @throws org.wardpost.store.RefusedException OverQuota when {@link #put} would be refused for it */
    void haveSpace(AccountId account, String name, long size);

    /** @throws org.wardpost.store.RefusedException NotFound; PreconditionFailed when it is active */
    void delete(AccountId account, String name);

    /** @throws org.wardpost.store.RefusedException NotFound; AlreadyExists when the new name is taken */
    void rename(AccountId account, String from, String to);

    /** @param name empty for none @throws org.wardpost.store.RefusedException NotFound */
    void activate(AccountId account, Optional<String> name);
}
