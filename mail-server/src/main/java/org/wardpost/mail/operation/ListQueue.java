package org.wardpost.mail.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.OperationContext;
import org.wardpost.mail.outgoing.OutgoingDelivery;
import org.wardpost.mail.queue.MailCodec;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.store.queue.QueueDraft;
import org.wardpost.store.queue.QueuedMail;

/** {@code queue list}: envelopes, never content; audited, for it tells who writes to whom. */
public final class ListQueue implements Operation<ListQueue.Input, ListQueue.Output> {
    private static final int AT_MOST = 1000;

    /** @param queue {@code outgoing}, {@code spool} or {@code repository:<name>} */
    public record Input(String queue) {}

    /** @param mails the first {@value ListQueue#AT_MOST}   @param total how many there are */
    public record Output(List<Line> mails, long total) {}

    /** @param sender empty: a bounce   @param due absent in a mail repository */
    public record Line(
            String id,
            String sender,
            List<String> recipients,
            long octets,
            int attempts,
            Optional<Instant> due,
            Optional<String> lastError) {}

    @Override
    public String name() {
        return "queue.list";
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
        var queue = context.store().queue();
        try (var mails = queue.browse(QueueNames.require(input.queue()))) {
            return new Output(
                    mails.limit(AT_MOST)
                            .map(queued -> line(input.queue(), queued))
                            .toList(),
                    queue.size(input.queue()));
        }
    }

    private static Line line(String queue, QueuedMail queued) {
        var mail = MailCodec.decode(queued.envelope());
        return new Line(
                queued.id().toString(),
                mail.sender().map(MailAddress::asString).orElse(""),
                mail.getRecipients().stream().map(MailAddress::asString).toList(),
                queued.object().size(),
                queue.equals(QueueNames.OUTGOING) ? OutgoingDelivery.attempts(mail) : queued.attempts(),
                queued.due().equals(QueueDraft.NEVER) ? Optional.empty() : Optional.of(queued.due()),
                Optional.ofNullable(mail.getErrorMessage()));
    }
}
