package org.wardpost.integration.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing readable on any disk: phrases go in by every door, the server is killed, and the disk is read as a thief reads it. */
class CanaryTest {
    @Test
    void afterAKillNoFileHoldsAPhraseInAnySpelling(@TempDir Path root) throws Exception {
        try (var canary = new CanaryServer(root)) {
            var begun = canary.everythingAndKilled();
            canary.assertNothingReadable();

            canary.server().start(); // leftovers of the kill are deleted, and what was queued goes on
            canary.operator().assertInTheMiddle(begun);
            assertThat(canary.server().terminate()).isZero();
            canary.operator().command("verify").succeeded();
            canary.assertNothingReadable();

            canary.places().forEach(canary::assertFoundIfPlainIn);
        }
    }
}
