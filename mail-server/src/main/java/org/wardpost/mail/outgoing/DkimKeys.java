package org.wardpost.mail.outgoing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.wardpost.store.AccountId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.property.PropertyRepository;

/** DKIM keys (RFC 6376 §3.6), one a domain, sealed as properties of the server's own account. */
public final class DkimKeys {
    private static final String PREFIX = "dkim:";
    private static final int BITS = 2048; // RFC 8301 §3.2: at least 1,024, and 2,048 fits one DNS answer

    private final PropertyRepository properties;

    public DkimKeys(PropertyRepository properties) {
        this.properties = properties;
    }

    /** A key and the name under which the DNS publishes its public half. */
    public static final class DkimKey {
        private final String domain;
        private final String selector;
        private final RSAPrivateCrtKey key;

        private DkimKey(String domain, String selector, RSAPrivateCrtKey key) {
            this.domain = domain;
            this.selector = selector;
            this.key = key;
        }

        public String domain() {
            return domain;
        }

        public String selector() {
            return selector;
        }

        PrivateKey privateKey() {
            return key;
        }

        /** Name of the TXT record (RFC 6376 §3.6.2.1). */
        public String recordName() {
            return selector + "._domainkey." + domain;
        }

        /** Its value. */
        public String recordValue() {
            try {
                var publicKey = KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
                return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(publicKey.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return "DkimKey[...]";
        }
    }

    /** @throws RefusedException AlreadyExists: a key in use is not overwritten, for mail signed by it is under way */
    public DkimKey create(String domain, String selector) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            var key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
            byte[] encoded = key.getEncoded();
            byte[] name = (selector + "\n").getBytes(StandardCharsets.US_ASCII);
            byte[] value = Arrays.copyOf(name, name.length + encoded.length);
            System.arraycopy(encoded, 0, value, name.length, encoded.length);
            boolean fresh = properties.compareAndSet(
                    AccountId.SERVER,
                    AccountId.SERVER.value(),
                    PropertyKind.SETTING,
                    PREFIX + domain,
                    Optional.empty(),
                    value);
            Arrays.fill(value, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
            if (!fresh) throw new RefusedException(new Refusal.AlreadyExists());
            return new DkimKey(domain, selector, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that mail from this domain is signed with, if there is one. */
    public Optional<DkimKey> of(String domain) {
        return properties
                .get(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.SETTING, PREFIX + domain)
                .map(value -> key(domain, value));
    }

    /** Domains that have one, sorted. */
    public List<String> domains() {
        return properties.list(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.SETTING).keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> key.substring(PREFIX.length()))
                .sorted()
                .toList();
    }

    /** @return false when there was none */
    public boolean remove(String domain) {
        return properties.remove(AccountId.SERVER, AccountId.SERVER.value(), PropertyKind.SETTING, PREFIX + domain);
    }

    private static DkimKey key(String domain, byte[] value) {
        int end = 0;
        while (value[end] != '\n') end++;
        try {
            var key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Arrays.copyOfRange(value, end + 1, value.length)));
            return new DkimKey(domain, new String(value, 0, end, StandardCharsets.US_ASCII), (RSAPrivateCrtKey) key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }
}
