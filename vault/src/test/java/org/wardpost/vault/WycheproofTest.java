package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardpost.vault.Vectors.hex;

import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's cases for the algorithms that this module stands on, through the calls that it makes. */
class WycheproofTest {
    @Test
    void hmacSha256() {
        int ran = Vectors.wycheproof("hmac_sha256_test.json", (group, test) -> {
            int length = group.required("tagSize").asInt() / 8;
            return Arrays.equals(Arrays.copyOf(Hmac.of(hex(test, "key"), hex(test, "msg")), length), hex(test, "tag"));
        });
        assertThat(ran).isEqualTo(174);
    }

    @Test
    void hkdfSha256() {
        int ran = Vectors.wycheproof("hkdf_sha256_test.json", (group, test) -> {
            var key = Hmac.extract(hex(test, "salt"), hex(test, "ikm"));
            return Arrays.equals(Hmac.expand(key, test.required("size").asInt(), hex(test, "info")), hex(test, "okm"));
        });
        assertThat(ran).isEqualTo(86);
    }

    @Test
    void aesKeyWrap() {
        int ran = Vectors.wycheproof("aes_wrap_test.json", (group, test) -> {
            var key = hex(test, "key");
            var opened = Aes.unwrap(key, hex(test, "ct"));
            return Arrays.equals(opened, hex(test, "msg")) && Arrays.equals(Aes.wrap(key, opened), hex(test, "ct"));
        });
        assertThat(ran).isEqualTo(165);
    }

    /** What has associated data, which no format of ours uses, goes to the JDK's cipher directly. */
    @Test
    void aesGcm() {
        int ran = Vectors.wycheproof("aes_gcm_test.json", (group, test) -> {
            var sealed = Bytes.join(hex(test, "ct"), hex(test, "tag"));
            var key = new SecretKeySpec(hex(test, "key"), "AES");
            var plain = hex(test, "msg");
            if (group.required("tagSize").asInt() != 128) {
                return false;
            }
            if (hex(test, "aad").length == 0) {
                var again = new byte[sealed.length];
                Aes.seal(key, hex(test, "iv"), plain, 0, plain.length, Aes.nothing(), again, 0);
                return Arrays.equals(again, sealed)
                        && Arrays.equals(Aes.open(key, hex(test, "iv"), sealed, 0, sealed.length), plain);
            }
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, hex(test, "iv")));
            cipher.updateAAD(hex(test, "aad"));
            return Arrays.equals(cipher.doFinal(sealed), plain);
        });
        assertThat(ran).isEqualTo(316);
    }

    @Test
    void x25519() {
        int ran = Vectors.wycheproof("x25519_test.json", (group, test) -> {
            var shared = new byte[32];
            X25519.calculateAgreement(hex(test, "private"), 0, hex(test, "public"), 0, shared, 0);
            return Arrays.equals(shared, hex(test, "shared"));
        });
        assertThat(ran).isEqualTo(518);
    }

    @Test
    void ed25519() {
        int ran = Vectors.wycheproof(
                "ed25519_test.json",
                (group, test) ->
                        Curves.verify(hex(group.required("publicKey"), "pk"), hex(test, "msg"), hex(test, "sig")));
        assertThat(ran).isEqualTo(151);
    }
}
