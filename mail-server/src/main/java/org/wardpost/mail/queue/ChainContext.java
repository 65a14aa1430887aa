package org.wardpost.mail.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.mailet.HostAddress;
import org.apache.mailet.LookupException;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.mail.users.Recipients;
import org.wardpost.store.queue.QueueRepository;

/** What mailets may ask of the server. What they send goes into the spool; what they log goes nowhere, for it may be content. */
public final class ChainContext implements MailetContext {
    private static final Logger LOG = LoggerFactory.getLogger("org.wardpost.mail.mailet");

    private final Recipients recipients;
    private final Messages messages;
    private final QueueRepository queue;
    private final Clock clock;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();

    public ChainContext(Recipients recipients, Messages messages, QueueRepository queue, Clock clock) {
        this.recipients = recipients;
        this.messages = messages;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public boolean isLocalServer(Domain domain) {
        return recipients.ours(domain.asString());
    }

    @Override
    @Deprecated
    public boolean isLocalUser(String user) {
        try {
            return isLocalEmail(new MailAddress(user));
        } catch (MessagingException notAnAddress) {
            return false;
        }
    }

    @Override
    public boolean isLocalEmail(@Nullable MailAddress address) {
        return address != null && recipients.find(address) instanceof Recipients.Local;
    }

    @Override
    public MailAddress getPostmaster() {
        try {
            return new MailAddress("postmaster", recipients.postmasterDomain());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void sendMail(MimeMessage message) throws MessagingException {
        throw new MessagingException("name sender and recipients");
    }

    @Override
    public void sendMail(@Nullable MailAddress sender, Collection<MailAddress> to, MimeMessage message)
            throws MessagingException {
        sendMail(sender, to, message, Mail.DEFAULT);
    }

    @Override
    public void sendMail(@Nullable MailAddress sender, Collection<MailAddress> to, MimeMessage message, String state)
            throws MessagingException {
        var named = sender == null || sender.isNullSender() ? Optional.<MailAddress>empty() : Optional.of(sender);
        var mail = new SealedMail(UUID.randomUUID().toString(), named, to);
        mail.setMessage(message);
        sendMail(mail, state);
    }

    @Override
    public void sendMail(Mail mail) throws MessagingException {
        sendMail(mail, Mail.DEFAULT);
    }

    @Override
    public void sendMail(Mail mail, long delay, TimeUnit unit) throws MessagingException {
        sendMail(mail, Mail.DEFAULT, delay, unit);
    }

    @Override
    public void sendMail(Mail mail, String state) throws MessagingException {
        send(mail, state, clock.instant());
    }

    @Override
    public void sendMail(Mail mail, String state, long delay, TimeUnit unit) throws MessagingException {
        send(mail, state, clock.instant().plus(Duration.of(delay, unit.toChronoUnit())));
    }

    private void send(Mail mail, String state, Instant due) throws MessagingException {
        mail.setState(state);
        try (var held = messages.held(mail)) {
            queue.enqueue(Messages.draft(QueueNames.SPOOL, mail, held.object(), due));
        }
    }

    /** Reports are ours ({@link org.wardpost.mail.outgoing.Reports}); no mailet of the chain bounces by itself. */
    @Override
    public void bounce(Mail mail, String message) throws MessagingException {
        throw new MessagingException("refuse the recipient instead");
    }

    @Override
    public void bounce(Mail mail, String message, MailAddress bouncer) throws MessagingException {
        bounce(mail, message);
    }

    @Override
    public List<String> dnsLookup(String name, RecordType type) throws LookupException {
        throw new LookupException("mailets ask no DNS here");
    }

    @Override
    @Deprecated
    public Collection<String> getMailServers(Domain domain) {
        return List.of();
    }

    @Override
    @Deprecated
    public Iterator<HostAddress> getSMTPHostAddresses(Domain domain) {
        return List.<HostAddress>of().iterator();
    }

    @Override
    public int getMajorVersion() {
        return 3;
    }

    @Override
    public int getMinorVersion() {
        return 8;
    }

    @Override
    public String getServerInfo() {
        return "Wardpost";
    }

    @Override
    @Deprecated
    public Iterator<String> getAttributeNames() {
        return attributes.keySet().iterator();
    }

    @Override
    @Deprecated
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    @Deprecated
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    @Deprecated
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    @Deprecated
    public void log(String message) {}

    @Override
    @Deprecated
    public void log(String message, Throwable thrown) {}

    @Override
    @Deprecated
    public void log(LogLevel level, String message) {}

    @Override
    @Deprecated
    public void log(LogLevel level, String message, Throwable thrown) {}

    @Override
    public Logger getLogger() {
        return LOG;
    }
}
