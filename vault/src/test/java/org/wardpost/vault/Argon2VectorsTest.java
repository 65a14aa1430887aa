package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardpost.vault.Vectors.hex;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters.Builder;
import org.junit.jupiter.api.Test;

/** RFC 9106 §5.3 and pyca/cryptography's cases; those without secret and associated data also through our own call. */
class Argon2VectorsTest {
    @Test
    void tagsAreEqual() {
        int ran = 0;
        for (var vector : Vectors.json("argon2/argon2id.json")) {
            var generator = new Argon2BytesGenerator();
            generator.init(new Builder(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
                    .withVersion(vector.get("version").asInt())
                    .withMemoryAsKB(vector.get("memoryKiB").asInt())
                    .withIterations(vector.get("iterations").asInt())
                    .withParallelism(vector.get("lanes").asInt())
                    .withSalt(hex(vector, "salt"))
                    .withSecret(hex(vector, "secret"))
                    .withAdditional(hex(vector, "ad"))
                    .build());
            var tag = new byte[vector.get("length").asInt()];
            generator.generateBytes(hex(vector, "password"), tag);
            assertThat(tag).as(vector.get("source").asText()).isEqualTo(hex(vector, "output"));
            ran++;
        }
        assertThat(ran).isEqualTo(6);
    }

    @Test
    void ourCallIsArgon2id() {
        int ran = 0;
        for (var vector : Vectors.json("argon2/argon2id.json")) {
            if (vector.get("length").asInt() == 32
                    && hex(vector, "secret").length == 0
                    && hex(vector, "ad").length == 0) {
                var parameters = new Argon2Parameters(
                        vector.get("memoryKiB").asInt(),
                        vector.get("iterations").asInt(),
                        vector.get("lanes").asInt());
                assertThat(SlotSecret.argon2id(hex(vector, "password"), parameters, hex(vector, "salt")))
                        .isEqualTo(hex(vector, "output"));
                ran++;
            }
        }
        assertThat(ran).isEqualTo(2);
    }
}
