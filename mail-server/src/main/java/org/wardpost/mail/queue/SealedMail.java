package org.wardpost.mail.queue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.server.core.MimeMessageUtil;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders;
import org.jspecify.annotations.Nullable;

/**
 * James's mail whose message lies sealed: a copy of it shares the sealed object until one of both changes it, while MailImpl
 * copies each message into a plain temporary file.
 */
public final class SealedMail implements Mail {
    /** Who submitted it, signed in; James's Mail.SMTP_AUTH_USER. */
    public static final AttributeName SUBMITTER = AttributeName.of("org.apache.james.SMTPAuthUser");
    /** Header fields that go out in front of the message, with their line ends. */
    public static final AttributeName PREFIX = AttributeName.of("wardpost.prefix");

    private static final long serialVersionUID = 1;

    private String name;
    private Optional<MailAddress> sender;
    private List<MailAddress> recipients;
    private String state = DEFAULT;
    private @Nullable String errorMessage;
    private @Nullable String remoteHost;
    private @Nullable String remoteAddr;
    private Date lastUpdated = new Date();
    private final Map<AttributeName, Attribute> attributes = new LinkedHashMap<>();
    private final PerRecipientHeaders headers = new PerRecipientHeaders();
    private transient @Nullable MimeMessage message;
    private transient Optional<HandOver> handOver = Optional.empty();

    public SealedMail(String name, Optional<MailAddress> sender, Collection<MailAddress> recipients) {
        this.name = name;
        this.sender = sender;
        this.recipients = List.copyOf(recipients);
    }

    /** Everything of another mail but its message. */
    public static SealedMail like(Mail mail, String name) {
        var recipients = mail.getRecipients() == null ? List.<MailAddress>of() : mail.getRecipients();
        var copy = new SealedMail(name, mail.getMaybeSender().asOptional(), recipients);
        copy.state = mail.getState();
        copy.errorMessage = mail.getErrorMessage();
        copy.remoteHost = mail.getRemoteHost();
        copy.remoteAddr = mail.getRemoteAddr();
        copy.setLastUpdated(mail.getLastUpdated());
        mail.attributes().forEach(attribute -> copy.setAttribute(attribute.duplicate()));
        copy.headers.addAll(mail.getPerRecipientSpecificHeaders());
        return copy;
    }

    @Override
    public Mail duplicate() throws MessagingException {
        var copy = like(this, name + "-" + UUID.randomUUID().toString().substring(0, 8));
        copy.handOver = handOver;
        if (message instanceof SealedMimeMessage sealed) copy.message = sealed.share();
        else if (message != null) copy.message = message;
        return copy;
    }

    /** The same mail for some of its recipients. */
    public SealedMail forRecipients(Collection<MailAddress> some) throws MessagingException {
        var copy = (SealedMail) duplicate();
        copy.recipients = List.copyOf(some);
        return copy;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public void setName(String newName) {
        name = newName;
    }

    @Override
    public @Nullable MimeMessage getMessage() {
        return message;
    }

    @Override
    public void setMessage(MimeMessage newMessage) {
        message = newMessage;
    }

    @Override
    public List<MailAddress> getRecipients() {
        return recipients;
    }

    @Override
    public void setRecipients(Collection<MailAddress> newRecipients) {
        recipients = List.copyOf(newRecipients);
    }

    @Override
    @Deprecated
    public @Nullable MailAddress getSender() {
        return sender.orElse(null);
    }

    @Override
    public MaybeSender getMaybeSender() {
        return MaybeSender.of(sender.orElse(null));
    }

    public Optional<MailAddress> sender() {
        return sender;
    }

    @Override
    public String getState() {
        return state;
    }

    @Override
    public void setState(String newState) {
        state = newState;
    }

    @Override
    public @Nullable String getRemoteHost() {
        return remoteHost;
    }

    public void setRemoteHost(@Nullable String host) {
        remoteHost = host;
    }

    @Override
    public @Nullable String getRemoteAddr() {
        return remoteAddr;
    }

    public void setRemoteAddr(@Nullable String address) {
        remoteAddr = address;
    }

    @Override
    public @Nullable String getErrorMessage() {
        return errorMessage;
    }

    @Override
    public void setErrorMessage(@Nullable String text) {
        errorMessage = text;
    }

    @Override
    public Date getLastUpdated() {
        return new Date(lastUpdated.getTime());
    }

    @Override
    public void setLastUpdated(@Nullable Date date) {
        lastUpdated = date == null ? new Date() : new Date(date.getTime());
    }

    @Override
    public long getMessageSize() throws MessagingException {
        return message == null ? 0 : MimeMessageUtil.getMessageSize(message);
    }

    @Override
    public void addSpecificHeaderForRecipient(PerRecipientHeaders.Header header, MailAddress recipient) {
        headers.addHeaderForRecipient(header, recipient);
    }

    @Override
    public PerRecipientHeaders getPerRecipientSpecificHeaders() {
        return headers;
    }

    @Override
    public Stream<Attribute> attributes() {
        return List.copyOf(attributes.values()).stream();
    }

    @Override
    public Stream<AttributeName> attributeNames() {
        return List.copyOf(attributes.keySet()).stream();
    }

    @Override
    public boolean hasAttributes() {
        return !attributes.isEmpty();
    }

    @Override
    public Optional<Attribute> getAttribute(AttributeName attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    @Override
    public Optional<Attribute> setAttribute(Attribute attribute) {
        return Optional.ofNullable(attributes.put(attribute.getName(), attribute));
    }

    @Override
    public Optional<Attribute> removeAttribute(AttributeName attribute) {
        return Optional.ofNullable(attributes.remove(attribute));
    }

    @Override
    public void removeAllAttributes() {
        attributes.clear();
    }

    @Override
    @Deprecated
    public @Nullable Serializable getAttribute(String attribute) {
        return (Serializable) getAttribute(AttributeName.of(attribute))
                .map(found -> found.getValue().value())
                .orElse(null);
    }

    @Override
    @Deprecated
    public Iterator<String> getAttributeNames() {
        return new ArrayList<>(attributes.keySet().stream()
                        .map(AttributeName::asString)
                        .toList())
                .iterator();
    }

    @Override
    @Deprecated
    public @Nullable Serializable removeAttribute(String attribute) {
        return (Serializable) removeAttribute(AttributeName.of(attribute))
                .map(found -> found.getValue().value())
                .orElse(null);
    }

    @Override
    @Deprecated
    public @Nullable Serializable setAttribute(String attribute, Serializable object) {
        return (Serializable) setAttribute(Attribute.convertToAttribute(attribute, object))
                .map(found -> found.getValue().value())
                .orElse(null);
    }

    /** Where mailets put what they want done; only while the mail goes through the chain. */
    public HandOver handOver() {
        return handOver.orElseThrow(() -> new IllegalStateException("not in the chain"));
    }

    public void handOver(HandOver into) {
        handOver = Optional.of(into);
    }

    /** The text of an attribute, when there is one. */
    public Optional<String> text(AttributeName attribute) {
        return AttributeUtils.getValueAndCastFromMail(this, attribute, String.class);
    }

    public void text(AttributeName attribute, String value) {
        setAttribute(new Attribute(attribute, AttributeValue.of(value)));
    }

    /** No address: this may end in a log. */
    @Override
    public String toString() {
        return "SealedMail[" + name + "]";
    }
}
