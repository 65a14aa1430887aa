package org.wardpost.app.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.identity.operation.Actor;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationLog;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.identity.operation.Progress;
import org.wardpost.store.RefusedException;

/** Finds an operation by name, reads its input from JSON, runs it, and turns what goes wrong into a sentence. */
public final class OperationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);
    private final Map<String, Operation<?, ?>> operations;
    private final OperationLog log;
    private volatile boolean stopping;

    public OperationRunner(List<? extends Operation<?, ?>> operations, OperationLog log) {
        this.operations =
                operations.stream().collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
        this.log = log;
    }

    /** From now on the store may close under an operation. */
    public void stop() {
        stopping = true;
    }

    /** @throws CommandFailed with a sentence for whoever sent it */
    Object run(String systemUser, String name, JsonNode input, Progress progress) {
        var operation = operations.get(name);
        if (operation == null) {
            throw new CommandFailed(
                    "This server does not know the operation \"" + name + "\": is it of another version?");
        }
        return run(operation, systemUser, input, progress);
    }

    private <I, O> O run(Operation<I, O> operation, String systemUser, JsonNode input, Progress progress) {
        try {
            return log.run(
                    operation,
                    AdminJson.MAPPER.treeToValue(input, operation.input()),
                    Actor.console(systemUser),
                    progress);
        } catch (JsonProcessingException e) {
            throw new CommandFailed(
                    "The input of " + operation.name() + " is not understood: is the server of another version?");
        } catch (IllegalArgumentException | OperationRefused e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            throw new CommandFailed(RefusalSentence.of(e.refusal()));
        } catch (CommandFailed e) {
            throw e;
        } catch (RuntimeException e) {
            if (stopping) {
                LOG.info("{} was cut short by the stop", operation.name());
                throw new CommandFailed("The server was stopped before this was done: start it, and ask again.");
            }
            var fault = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("Fault {} in {}", fault, operation.name(), e);
            throw new CommandFailed(
                    "Something is broken, and nothing of it is told here; the log of the server has it under " + fault
                            + ".");
        }
    }
}
