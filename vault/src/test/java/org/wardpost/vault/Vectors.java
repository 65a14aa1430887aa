package org.wardpost.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** Third-party vectors of {@code src/test/resources/vectors}. */
final class Vectors {
    private Vectors() {}

    interface Case {
        /** Whether our code took the case as good and gave the expected bytes. */
        boolean accepts(JsonNode group, JsonNode test) throws Exception;
    }

    static JsonNode json(String name) {
        try (var in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new ObjectMapper().readTree(name.endsWith(".gz") ? new GZIPInputStream(in) : in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.required(field).asText());
    }

    /** Runs a Wycheproof file: valid passes, invalid is refused, acceptable either way. Gives how many cases ran. */
    static int wycheproof(String name, Case ours) {
        var file = json("wycheproof/" + name);
        int ran = 0;
        for (var group : file.required("testGroups")) {
            for (var test : group.required("tests")) {
                ran++;
                boolean accepted = run(ours, group, test);
                var result = test.required("result").asText();
                if (!result.equals("acceptable")) {
                    assertThat(accepted)
                            .as("%s case %s, %s", name, test.required("tcId"), test.path("comment"))
                            .isEqualTo(result.equals("valid"));
                }
            }
        }
        assertThat(ran)
                .as("cases of " + name)
                .isEqualTo(file.required("numberOfTests").asInt())
                .isPositive();
        return ran;
    }

    private static boolean run(Case ours, JsonNode group, JsonNode test) {
        try {
            return ours.accepts(group, test);
        } catch (Exception _) {
            return false;
        }
    }
}
