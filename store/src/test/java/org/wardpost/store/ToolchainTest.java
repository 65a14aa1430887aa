package org.wardpost.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The scripts promise JDK 25, whatever JDK plain {@code mvn} finds. */
class ToolchainTest {
    @Test
    void testsRunOnJdk25() {
        assertThat(Runtime.version().feature()).isEqualTo(25);
    }
}
