package org.wardpost.mail.mailet;

import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.wardpost.mail.users.Recipients;

/** Matches recipients in our domains, whether there is anybody of that name or not. */
public final class RecipientIsOurs extends GenericMatcher {
    private final Recipients recipients;

    @Inject
    public RecipientIsOurs(Recipients recipients) {
        this.recipients = recipients;
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return List.copyOf(mail.getRecipients()).stream()
                .filter(address -> !(recipients.find(address) instanceof Recipients.Elsewhere))
                .toList();
    }
}
