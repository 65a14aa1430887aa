package org.wardpost.app.admin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardpost.identity.TestIdentity;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.identity.operation.Progress;
import org.wardpost.store.TestStore;

class OperationRunnerTest {
    private final TestIdentity identity = TestIdentity.over(TestStore.onH2());
    private final OperationRunner runner = new OperationRunner(List.of(new Broken()), identity.operations());

    @AfterEach
    void close() {
        identity.close();
    }

    /** As an import is when the store closes under it. */
    private static final class Broken implements Operation<Nothing, Nothing> {
        @Override
        public String name() {
            return "test.broken";
        }

        @Override
        public Class<Nothing> input() {
            return Nothing.class;
        }

        @Override
        public String subject(Nothing input) {
            return "";
        }

        @Override
        public Nothing run(Nothing input, OperationContext context) {
            throw new IllegalStateException("closed");
        }
    }

    private void broken() {
        runner.run("root", "test.broken", JsonNodeFactory.instance.objectNode(), Progress.NONE);
    }

    @Test
    void aFaultIsNamedByTheLogAloneAndAStopByAll() {
        assertThatThrownBy(this::broken).isInstanceOf(CommandFailed.class).hasMessageContaining("Something is broken");
        runner.stop();
        assertThatThrownBy(this::broken)
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("start it, and ask again");
    }
}
