package org.wardpost.app.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.operation.ListQueue;
import org.wardpost.mail.operation.RemoveQueued;
import org.wardpost.mail.operation.RetryQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost queue}. */
@Command(
        name = "queue",
        description = "Mail that waits: for other servers, for the mailets, or set aside.",
        mixinStandardHelpOptions = true)
public final class QueueCommand extends GroupCommand {
    @Command(name = "list", description = "What waits, with its last answer.", mixinStandardHelpOptions = true)
    int list(
            @Mixin CommandFolders folders,
            @Option(
                            names = "--queue",
                            paramLabel = "NAME",
                            defaultValue = "outgoing",
                            description = "outgoing (default), spool, or repository:error.")
                    String queue) {
        try (var calls = folders.calls()) {
            var answer = calls.call("queue.list", new ListQueue.Input(queue), ListQueue.Output.class);
            var lines = answer.mails().stream()
                    .map(mail -> List.of(
                            mail.id(),
                            mail.sender().isEmpty() ? "<>" : mail.sender(),
                            String.join(",", mail.recipients()),
                            Long.toString(mail.octets()),
                            Integer.toString(mail.attempts()),
                            mail.due().map(Object::toString).orElse("-"),
                            mail.lastError().orElse("-")))
                    .toList();
            folders.printer()
                    .table(
                            answer,
                            List.of("ID", "FROM", "TO", "OCTETS", "TRIES", "NEXT", "LAST ANSWER"),
                            lines,
                            "Nothing waits in " + queue + ".");
            return 0;
        }
    }

    @Command(
            name = "retry",
            description = "Tries one mail, or everything in a queue, now.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "As queue list shows it. Default: all.")
                    @Nullable
                    String id,
            @Option(
                            names = "--queue",
                            paramLabel = "NAME",
                            defaultValue = "outgoing",
                            description = "Default: outgoing.")
                    String queue) {
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "queue.retry", new RetryQueue.Input(queue, Optional.ofNullable(id)), RetryQueue.Output.class);
            boolean missed = id != null && answer.mails() == 0;
            folders.printer()
                    .print(
                            answer,
                            missed
                                    ? "No mail " + id + " waits in " + queue
                                            + ". Each try gives it a new ID: wardpost queue list"
                                    : answer.mails() + " mail(s) of " + queue + " are tried now.");
            return missed ? 1 : 0;
        }
    }

    @Command(
            name = "remove",
            description = "Removes mail for ever; no bounce is sent.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "As queue list shows it.") @Nullable String id,
            @Option(names = "--sender", paramLabel = "ADDRESS", description = "All mail of a sender.") @Nullable
                    String sender,
            @Option(names = "--recipient", paramLabel = "ADDRESS", description = "All mail to a recipient.") @Nullable
                    String recipient,
            @Option(
                            names = "--queue",
                            paramLabel = "NAME",
                            defaultValue = "outgoing",
                            description = "Default: outgoing.")
                    String queue) {
        var input = new RemoveQueued.Input(
                queue, Optional.ofNullable(id), Optional.ofNullable(sender), Optional.ofNullable(recipient));
        try (var calls = folders.calls()) {
            var answer = calls.call("queue.remove", input, RemoveQueued.Output.class);
            folders.printer().print(answer, "Removed " + answer.removed() + " mail(s) from " + queue + ".");
            return answer.removed() > 0 ? 0 : 1;
        }
    }
}
