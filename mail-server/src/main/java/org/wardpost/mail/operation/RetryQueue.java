package org.wardpost.mail.operation;

import java.util.Optional;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.mail.queue.QueueNames;

/** {@code queue retry}: one mail, or everything in a queue, is due now. */
public final class RetryQueue implements Operation<RetryQueue.Input, RetryQueue.Output> {
    /** @param id empty: all that waits */
    public record Input(String queue, Optional<String> id) {}

    public record Output(long mails) {}

    @Override
    public String name() {
        return "queue.retry";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.queue() + input.id().map(id -> " " + id).orElse("");
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var name = QueueNames.require(input.queue());
        var queue = context.store().queue();
        return new Output(
                input.id().isEmpty()
                        ? queue.flush(name)
                        : queue.flush(name, QueueNames.id(input.id().get())) ? 1 : 0);
    }
}
