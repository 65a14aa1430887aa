package org.wardpost.mail.operation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.store.queue.QueueFilter;

/** {@code queue remove}: one mail, or all of a sender or to a recipient; no bounce is sent. */
public final class RemoveQueued implements Operation<RemoveQueued.Input, RemoveQueued.Output> {
    /** Exactly one of {@code id}, {@code sender}, {@code recipient} is there. */
    public record Input(String queue, Optional<String> id, Optional<String> sender, Optional<String> recipient) {}

    public record Output(long removed) {}

    @Override
    public String name() {
        return "queue.remove";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.queue() + " "
                + input.id().or(input::sender).or(input::recipient).orElse("");
    }

    @Override
    public Output run(Input input, OperationContext context) {
        if (Stream.of(input.id(), input.sender(), input.recipient())
                        .filter(Optional::isPresent)
                        .count()
                != 1) {
            throw new IllegalArgumentException("Say which mail: its ID, --sender or --recipient, one of them.");
        }
        QueueNames.require(input.queue());
        var queue = context.store().queue();
        if (input.id().isPresent()) {
            var id = QueueNames.id(input.id().get());
            if (queue.find(id).isEmpty()) {
                return new Output(0);
            }
            queue.done(id);
            return new Output(1);
        }
        return new Output(queue.remove(
                input.queue(),
                input.sender().isPresent()
                        ? new QueueFilter.BySender(input.sender().get().toLowerCase(Locale.ROOT))
                        : new QueueFilter.ByRecipient(
                                input.recipient().orElseThrow().toLowerCase(Locale.ROOT))));
    }
}
