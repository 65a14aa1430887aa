package org.wardpost.mail.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.mail.message.IntakenMessage;
import org.wardpost.store.RefusedException;

/**
 * DATA (RFC 5321 §4.1.1.4). The octets are sealed and parsed while they arrive; an answer of 250 means durable. In LMTP each
 * recipient is answered (RFC 2033 §4.2). Whatever happens, the transaction is over afterwards, so that the hundredth
 * message on a connection goes like the first.
 */
final class DataCommand implements SmtpSession.Command {
    private static final Logger LOG = LoggerFactory.getLogger(DataCommand.class);
    private static final int HEADER_LIMIT = 512 * 1024;

    @Override
    public Reply run(SmtpSession session, String argument) throws SmtpException, IOException {
        var transaction = session.transaction();
        if (transaction.isEmpty()) throw new SmtpException(503, "5.5.1", "Sender first");
        if (transaction.get().size() == 0) throw new SmtpException(503, "5.5.1", "Recipient first");
        if (!argument.isEmpty()) throw new SmtpException(501, "5.5.4", "DATA takes no parameter");
        var envelope = transaction.get().envelope();
        session.reset();
        session.answer(Reply.of(354, "", "End with CR LF . CR LF"));
        session.connection().flush();
        var replies = receive(session, envelope);
        if (session.service().door() != Door.LMTP) return replies.getFirst();
        for (int i = 0; i < envelope.recipients().size(); i++)
            session.answer(replies.get(Math.min(i, replies.size() - 1)));
        return SmtpSession.SILENCE;
    }

    private static List<Reply> receive(SmtpSession session, Envelope envelope) throws IOException {
        var service = session.service();
        var settings = service.settings();
        var id = UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        try (var intake = service.intake().apply(service.door())) {
            var gate = new HeaderGate(
                    intake,
                    new IncomingHeader(session, envelope, id),
                    HEADER_LIMIT,
                    settings.messageBytes(),
                    intake::hold);
            var octets = new DataOctets(session.connection(), gate, settings.lineBytes(), settings.dataIdle());
            var refusal = read(session, octets, gate);
            if (refusal.isPresent()) return List.of(refusal.get());
            try (IntakenMessage message = intake.finish()) {
                var origin =
                        new Origin(session.principal(), session.connection().peer());
                return service.sink().accept(id, envelope, message, origin);
            }
        } catch (RefusedException refused) {
            return List.of(SmtpReplies.of(refused.refusal()));
        } catch (RuntimeException fault) {
            return List.of(SmtpReplies.fault(LOG, fault));
        }
    }

    /** Reads to the end of the message even when it is refused: only then may an answer be given. */
    private static Optional<Reply> read(SmtpSession session, DataOctets octets, HeaderGate gate) throws IOException {
        DataOctets.Fault fault;
        try {
            fault = octets.copy();
            gate.end();
        } catch (DataOctets.SmuggledEndException smuggled) {
            session.end();
            return Optional.of(Reply.of(550, "5.5.2", "A message ends with CR LF . CR LF and nothing like it"));
        }
        return switch (fault) {
            case NONE -> gate.refusal();
            case BARE_LINE_END ->
                Optional.of(Reply.of(550, "5.6.0", "The message holds a carriage return or line feed alone"));
            case NUL -> Optional.of(Reply.of(550, "5.6.0", "The message holds a NUL"));
            case LINE_TOO_LONG -> Optional.of(Reply.of(552, "5.6.0", "The message holds a line that is too long"));
        };
    }
}
