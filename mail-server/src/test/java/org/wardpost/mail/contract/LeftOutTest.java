package org.wardpost.mail.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LeftOutTest {
    @Test
    void everyCaseThatIsLeftOutStandsInTheDocumentWithItsReason() throws IOException {
        var document = Files.readString(Path.of("../docs/conformance.md"));
        LeftOut.CASES.forEach((name, reason) -> assertThat(document).contains("| `" + name + "` | " + reason + " |"));
    }
}
