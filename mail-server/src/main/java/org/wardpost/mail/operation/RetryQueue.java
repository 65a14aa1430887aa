package org.wardpost.mail.operation;

import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;

/** {@code queue retry}: everything in a queue is due now. */
public final class RetryQueue implements Operation<RetryQueue.Input, RetryQueue.Output> {
    public record Input(String queue) {}

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
        return input.queue();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        return new Output(context.store().queue().flush(input.queue()));
    }
}
