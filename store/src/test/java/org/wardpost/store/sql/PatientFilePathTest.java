package org.wardpost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatientFilePathTest {
    @Test
    void aWriteWaitsForRoom() throws IOException {
        var tries = new AtomicInteger();
        assertThat(PatientFilePath.patiently(() -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IOException("No space left on device");
                    }
                    return 7;
                }))
                .isEqualTo(7);
        assertThat(tries).hasValue(3);
    }

    @Test
    void anyOtherFailureIsOne() {
        assertThatThrownBy(() -> PatientFilePath.patiently(() -> {
                    throw new IOException("Input/output error");
                }))
                .hasMessage("Input/output error");
    }
}
