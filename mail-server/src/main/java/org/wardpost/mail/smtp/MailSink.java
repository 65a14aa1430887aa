package org.wardpost.mail.smtp;

import java.util.List;
import org.wardpost.mail.message.IntakenMessage;

/** Where a message goes that has come in whole. */
@FunctionalInterface
public interface MailSink {
    /**
     * Takes over; what is answered with success is durable. The caller closes the message.
     * @param id the name under which the message is known here, as told in the answer and in {@code Received}
     * @return one answer; from a sink for LMTP one a recipient, in order
     */
    List<Reply> accept(String id, Envelope envelope, IntakenMessage message, Origin origin);
}
