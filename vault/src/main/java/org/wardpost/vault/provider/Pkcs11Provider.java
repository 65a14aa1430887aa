package org.wardpost.vault.provider;

import static org.wardpost.vault.provider.Cryptoki.*;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.locks.ReentrantLock;
import org.wardpost.vault.RootKey;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WrappedKey;
import org.wardpost.vault.WrongRootKeyException;

/**
 * Root keys that were made in a PKCS#11 token and never leave it: sensitive, not extractable, good for nothing but AES key wrap.
 * One token operation a W version, whatever the number of accounts. If the token vanishes, serving goes on, since W is in memory;
 * rotation is refused until it is back.
 */
public final class Pkcs11Provider implements RootKeyProvider {
    private final Cryptoki token;
    private final RootKeys keys = new RootKeys();
    private final ReentrantLock lock = new ReentrantLock();

    private Pkcs11Provider(Pkcs11Settings settings) {
        var pin = KeysFolder.read(settings.pinFile(), true);
        var stripped = new String(pin, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
        this.token = new Cryptoki(settings.library());
        try {
            token.open(settings.tokenLabel(), stripped);
            load();
        } catch (Refused e) {
            token.close();
            throw refused(e);
        } catch (RuntimeException e) {
            token.close();
            throw e;
        } finally {
            Arrays.fill(pin, (byte) 0);
            Arrays.fill(stripped, (byte) 0);
        }
    }

    /**
     * Makes root key 1 in an initialised token.
     * @throws WrongRootKeyException if the token is not there, its PIN is wrong, or it has a root key of ours already
     */
    public static Pkcs11Provider create(Pkcs11Settings settings) {
        return create(settings, 1);
    }

    /** The same with another number for the first root key: after the loss of those before. */
    public static Pkcs11Provider create(Pkcs11Settings settings, int version) {
        var provider = new Pkcs11Provider(settings);
        if (!provider.versions().isEmpty()) {
            provider.close();
            throw new WrongRootKeyException("There is a root key in the token already. It is never overwritten.");
        }
        provider.keys.startAt(version);
        provider.createVersion();
        return provider;
    }

    /**
     * Opens what {@link #create} made.
     * @throws WrongRootKeyException if the token is not there, its PIN is wrong, or it has no root key of ours
     */
    public static Pkcs11Provider open(Pkcs11Settings settings) {
        var provider = new Pkcs11Provider(settings);
        if (provider.versions().isEmpty()) {
            provider.close();
            throw new WrongRootKeyException("There is no root key in the token \"" + settings.tokenLabel() + "\".");
        }
        return provider;
    }

    @Override
    public String name() {
        return "pkcs11";
    }

    @Override
    public int currentVersion() {
        return keys.current();
    }

    @Override
    public NavigableSet<Integer> versions() {
        return keys.versions();
    }

    @Override
    public WrappedKey wrap(int rootVersion, WorkingKey working) {
        return keys.get(rootVersion).wrap(working);
    }

    @Override
    public WorkingKey unwrap(int rootVersion, WrappedKey wrapped, int workingVersion) {
        return keys.get(rootVersion).unwrap(wrapped, workingVersion);
    }

    @Override
    public int createVersion() {
        return locked(() -> {
            load();
            int version = keys.next();
            var template = new LinkedHashMap<Long, Object>();
            template.put(CKA_CLASS, CKO_SECRET_KEY);
            template.put(CKA_KEY_TYPE, CKK_AES);
            template.put(CKA_LABEL, (RootKeys.ALIAS + version).getBytes(StandardCharsets.US_ASCII));
            template.put(CKA_VALUE_LEN, 32L);
            template.put(CKA_TOKEN, true);
            template.put(CKA_PRIVATE, true);
            template.put(CKA_SENSITIVE, true);
            template.put(CKA_EXTRACTABLE, false);
            template.put(CKA_WRAP, true);
            template.put(CKA_UNWRAP, true);
            template.put(CKA_ENCRYPT, false);
            template.put(CKA_DECRYPT, false);
            keys.put(version, inToken(token.generate(template)));
            return version;
        });
    }

    @Override
    public byte[] export(int version) {
        return keys.get(version).export();
    }

    @Override
    public void destroy(int version) {
        keys.checkDestroyable(version);
        locked(() -> {
            var handle = token.keys().get(RootKeys.ALIAS + version);
            if (handle != null) {
                token.destroy(handle);
            }
            keys.remove(version);
            return version;
        });
    }

    @Override
    public void close() {
        lock.lock();
        try {
            token.close();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "Pkcs11Provider" + keys.versions();
    }

    private void load() throws Refused {
        for (var key : token.keys().entrySet()) {
            if (key.getKey().matches(RootKeys.ALIAS + "\\d{1,9}")) {
                keys.put(Integer.parseInt(key.getKey().substring(RootKeys.ALIAS.length())), inToken(key.getValue()));
            }
        }
    }

    private RootKey inToken(long handle) {
        return RootKey.inToken(new RootKey.Token() {
            @Override
            public byte[] wrap(byte[] key) {
                return locked(() -> {
                    var template = session();
                    template.put(CKA_VALUE, key);
                    long object = token.create(template);
                    try {
                        return token.wrap(handle, object);
                    } finally {
                        token.destroy(object);
                    }
                });
            }

            @Override
            public byte[] unwrap(byte[] wrapped) {
                return locked(() -> {
                    long object = token.unwrap(handle, wrapped, session());
                    try {
                        return token.value(object, CKA_VALUE);
                    } finally {
                        token.destroy(object);
                    }
                });
            }

            @Override
            public String toString() {
                return "Token[...]";
            }
        });
    }

    /** What a working key is while it passes through the token: of this session only. */
    private static Map<Long, Object> session() {
        var template = new LinkedHashMap<Long, Object>();
        template.put(CKA_CLASS, CKO_SECRET_KEY);
        template.put(CKA_KEY_TYPE, CKK_AES);
        template.put(CKA_TOKEN, false);
        template.put(CKA_SENSITIVE, false);
        template.put(CKA_EXTRACTABLE, true);
        return template;
    }

    private interface TokenTask<T> {
        T run() throws Refused;
    }

    private <T> T locked(TokenTask<T> task) {
        lock.lock(); // a PKCS#11 session does one thing at a time
        try {
            return task.run();
        } catch (Refused e) {
            throw refused(e);
        } finally {
            lock.unlock();
        }
    }

    private static WrongRootKeyException refused(Refused e) {
        return new WrongRootKeyException(
                "The token refused (" + e.getMessage() + "). Is it there, its PIN right, and is it the one"
                        + " that belongs to these data?",
                e);
    }
}
