package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.vault.Vectors.hex;

import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.junit.jupiter.api.Test;

/** RFC 9180's vectors for the one suite in use: base mode, X25519, HKDF-SHA256, AES-256-GCM. */
class HpkeVectorsTest {
    @Test
    void theRfcsVectorsGiveEqualBytesBothWays() throws Exception {
        int ran = 0;
        for (var vector : Vectors.json("hpke/vectors_rfc9180_5f503c5.json.gz")) {
            if (vector.get("mode").asInt() != 0
                    || vector.get("kem_id").asInt() != 0x20
                    || vector.get("kdf_id").asInt() != 1
                    || vector.get("aead_id").asInt() != 2) {
                continue;
            }
            var info = hex(vector, "info");
            var sender = Hpke.suite()
                    .setupBaseS(
                            new X25519PublicKeyParameters(hex(vector, "pkRm")), info, Hpke.pair(hex(vector, "skEm")));
            assertThat(sender.getEncapsulation()).isEqualTo(hex(vector, "enc"));
            var receiver = Hpke.suite().setupBaseR(hex(vector, "enc"), Hpke.pair(hex(vector, "skRm")), info);
            for (var encryption : vector.get("encryptions")) {
                ran++;
                assertThat(sender.seal(hex(encryption, "aad"), hex(encryption, "pt")))
                        .isEqualTo(hex(encryption, "ct"));
                assertThat(receiver.open(hex(encryption, "aad"), hex(encryption, "ct")))
                        .isEqualTo(hex(encryption, "pt"));
            }
            for (var export : vector.get("exports")) {
                ran++;
                assertThat(receiver.export(
                                hex(export, "exporter_context"), export.get("L").asInt()))
                        .isEqualTo(hex(export, "exported_value"));
            }
        }
        assertThat(ran).as("cases").isEqualTo(260);
    }

    @Test
    void whatIsSealedOpensOnlyWithTheSameKeyAndInfo() {
        var pair = Hpke.pair(Entropy.bytes(32));
        var privateKey = ((org.bouncycastle.crypto.params.X25519PrivateKeyParameters) pair.getPrivate()).getEncoded();
        var sealed = Hpke.seal(Curves.x25519Public(privateKey), new byte[] {1}, new byte[32]);
        assertThat(sealed).hasSize(32 + Hpke.OVERHEAD);
        assertThat(Hpke.open(privateKey, new byte[] {1}, sealed)).isEqualTo(new byte[32]);
        assertThatThrownBy(() -> Hpke.open(privateKey, new byte[] {2}, sealed)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> Hpke.open(Entropy.bytes(32), new byte[] {1}, sealed))
                .isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> Hpke.open(privateKey, new byte[] {1}, new byte[5]))
                .isInstanceOf(TamperedException.class);
    }

    @Test
    void aPublicKeyOfLowOrderIsRefused() {
        assertThatThrownBy(() -> Hpke.seal(new byte[32], new byte[0], new byte[32]))
                .isInstanceOf(TamperedException.class);
    }
}
