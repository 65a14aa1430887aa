package org.wardpost.mail.mailet;

import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.outgoing.DkimSigning;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.mail.sieve.MimeSieveMessage;
import org.wardpost.mail.users.Recipients;
import org.wardpost.store.blob.ObjectSource;

/**
 * Signs with the key of the author's domain (RFC 6376 §6.3 calls that alignment). Only what our users submitted and our own
 * parts wrote: a redirected message of a stranger who claims our domain must not get our signature. Last before sending.
 */
public final class SignOutgoing extends GenericMailet {
    private final DkimSigning signing;
    private final Recipients recipients;
    private final Messages messages;

    @Inject
    public SignOutgoing(DkimSigning signing, Recipients recipients, Messages messages) {
        this.signing = signing;
        this.recipients = recipients;
        this.messages = messages;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        var sealed = (SealedMail) mail;
        if (sealed.text(SealedMail.SUBMITTER).isEmpty()) return;
        var object = sealed.handOver().hold(messages.held(mail)).object();
        authorDomain(object)
                .filter(recipients::ours)
                .flatMap(domain -> signing.sign(domain, object))
                .ifPresent(field -> sealed.text(SealedMail.PREFIX, field));
    }

    private static Optional<String> authorDomain(ObjectSource object) {
        var header = new MimeSieveMessage(
                MessageSummary.decode(object.summary()).headerBlock(), object.size(), object::open);
        try {
            return header.header("from").stream()
                    .flatMap(value -> LenientAddressParser.DEFAULT.parseAddressList(value).flatten().stream())
                    .findFirst()
                    .map(mailbox -> mailbox.getDomain());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
