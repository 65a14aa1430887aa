package org.wardpost.vault;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) and HKDF with it (RFC 5869). */
final class Hmac {
    static final int LENGTH = 32;
    private static final EnginePool<Mac> ENGINES = new EnginePool<>(Hmac::engine);

    private Hmac() {}

    static byte[] of(byte[] key, byte[]... parts) {
        var mac = ENGINES.borrow();
        try {
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 refused", e);
        } finally {
            ENGINES.giveBack(mac);
        }
    }

    /** The codes of many messages under one key, handed on one after the other in the order of {@code things}. */
    static <T> void each(byte[] key, List<T> things, Function<T, byte[]> message, Consumer<byte[]> codes) {
        var mac = ENGINES.borrow();
        try {
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (var thing : things) {
                codes.accept(mac.doFinal(message.apply(thing))); // which leaves the key set
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 refused", e);
        } finally {
            ENGINES.giveBack(mac);
        }
    }

    /** HKDF-Extract. An empty salt stands for 32 zero bytes (RFC 5869 §2.2). */
    static byte[] extract(byte[] salt, byte[] secret) {
        return of(salt.length == 0 ? new byte[LENGTH] : salt, secret);
    }

    /** HKDF-Expand with {@code info} in parts, so that nobody joins them first. */
    static byte[] expand(byte[] key, int length, byte[]... info) {
        if (length > 255 * LENGTH) {
            throw new IllegalArgumentException("HKDF gives 255 blocks at most (RFC 5869 §2.3)");
        }
        var mac = ENGINES.borrow();
        try {
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var out = new byte[length];
            var block = new byte[LENGTH];
            for (int done = 0, counter = 1; done < length; done += LENGTH, counter++) {
                if (counter > 1) {
                    mac.update(block);
                }
                for (var part : info) {
                    mac.update(part);
                }
                mac.update((byte) counter);
                mac.doFinal(block, 0);
                System.arraycopy(block, 0, out, done, Math.min(LENGTH, length - done));
            }
            Arrays.fill(block, (byte) 0);
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 refused", e);
        } finally {
            ENGINES.giveBack(mac);
        }
    }

    private static Mac engine() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }
}
