package org.wardpost.mail.mailbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.ComposedMessageId;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageAttachmentMetadata;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.ThreadId;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.store.view.ViewEntry;

/** A stored message as James's mappers hand it on; what is sealed opens when it is asked for. */
final class StoredMailboxMessage implements MailboxMessage {
    private final MailboxId mailboxId;
    private final MessageId messageId;
    private final ThreadId threadId;
    private final Date internalDate;
    private final long size;
    private final MessageParts parts;
    private Date saveDate;
    private MessageUid uid;
    private ModSeq modSeq;
    private Flags flags;

    private StoredMailboxMessage(MailboxId mailboxId, ViewEntry entry, MessageParts parts) {
        this.mailboxId = mailboxId;
        this.messageId = new StoreMessageId(entry.objectId());
        this.threadId = StoreMessageId.thread(entry.threadId());
        this.internalDate = Date.from(entry.internalDate());
        this.saveDate = Date.from(entry.saveDate());
        this.size = entry.size();
        this.uid = MessageUid.of(entry.uid());
        this.modSeq = ModSeq.of(entry.modseq().value());
        this.flags = ImapFlags.of(entry.flags());
        this.parts = parts;
    }

    static StoredMailboxMessage of(MailboxId mailbox, ViewEntry entry, MessageParts parts) {
        return new StoredMailboxMessage(mailbox, entry, parts);
    }

    static StoredMailboxMessage of(MailboxId mailbox, StoredMessage message) {
        var entry = new ViewEntry(
                0,
                message.uid(),
                message.modseq(),
                message.flags(),
                message.size(),
                message.internalDate(),
                message.saveDate(),
                message.objectId(),
                message.threadId(),
                !message.intact());
        return new StoredMailboxMessage(mailbox, entry, MessageParts.of(message));
    }

    /** The same as FETCH sees it. */
    SealedMessageResult result() {
        return new SealedMessageResult(mailboxId, metaData(), parts);
    }

    private Optional<GivenProperties> given() {
        var given = parts.summary().givenProperties();
        return given.length == 0 ? Optional.empty() : Optional.of(GivenProperties.decode(given));
    }

    private long bodyStart() {
        return given().map(GivenProperties::bodyStart)
                .orElseGet(() -> parts.summary().root().bodyStart());
    }

    @Override
    public InputStream getHeaderContent() {
        var header = parts.summary().headerBlock();
        long end = bodyStart();
        return end <= header.length
                ? new ByteArrayInputStream(header, 0, (int) end)
                : parts.slice(0, end).getInputStream();
    }

    @Override
    public InputStream getBodyContent() {
        return parts.slice(bodyStart(), size).getInputStream();
    }

    @Override
    public InputStream getFullContent() {
        return parts.slice(0, size).getInputStream();
    }

    @Override
    public Properties getProperties() {
        return given().map(GivenProperties::toJames)
                .orElseGet(() -> PartProperties.of(parts.summary().root()));
    }

    @Override
    public String getMediaType() {
        return getProperties().getMediaType();
    }

    @Override
    public String getSubType() {
        return getProperties().getSubType();
    }

    @Override
    public Long getTextualLineCount() {
        return getProperties().getTextualLineCount();
    }

    @Override
    public long getBodyOctets() {
        return size - bodyStart();
    }

    @Override
    public long getHeaderOctets() {
        return bodyStart();
    }

    @Override
    public long getFullContentOctets() {
        return size;
    }

    /** Attachments are parts here and are not stored apart. */
    @Override
    public List<MessageAttachmentMetadata> getAttachments() {
        return List.of();
    }

    @Override
    public MessageId getMessageId() {
        return messageId;
    }

    @Override
    public ThreadId getThreadId() {
        return threadId;
    }

    @Override
    public MailboxId getMailboxId() {
        return mailboxId;
    }

    @Override
    public Date getInternalDate() {
        return internalDate;
    }

    @Override
    public Optional<Date> getSaveDate() {
        return Optional.of(saveDate);
    }

    @Override
    public void setSaveDate(Date saveDate) {
        this.saveDate = saveDate;
    }

    @Override
    public MessageUid getUid() {
        return uid;
    }

    @Override
    public void setUid(MessageUid uid) {
        this.uid = uid;
    }

    @Override
    public ModSeq getModSeq() {
        return modSeq;
    }

    @Override
    public void setModSeq(ModSeq modSeq) {
        this.modSeq = modSeq;
    }

    @Override
    public void setFlags(Flags flags) {
        this.flags = flags;
    }

    @Override
    public Flags createFlags() {
        return new Flags(flags);
    }

    @Override
    public boolean isAnswered() {
        return flags.contains(Flags.Flag.ANSWERED);
    }

    @Override
    public boolean isDeleted() {
        return flags.contains(Flags.Flag.DELETED);
    }

    @Override
    public boolean isDraft() {
        return flags.contains(Flags.Flag.DRAFT);
    }

    @Override
    public boolean isFlagged() {
        return flags.contains(Flags.Flag.FLAGGED);
    }

    @Override
    public boolean isRecent() {
        return flags.contains(Flags.Flag.RECENT);
    }

    @Override
    public boolean isSeen() {
        return flags.contains(Flags.Flag.SEEN);
    }

    @Override
    public ComposedMessageIdWithMetaData getComposedMessageIdWithMetaData() {
        return new ComposedMessageIdWithMetaData(
                new ComposedMessageId(mailboxId, messageId, uid), createFlags(), modSeq, threadId);
    }

    @Override
    public MailboxMessage copy(Mailbox mailbox) {
        return new StoredMailboxMessage(this, mailbox.getMailboxId());
    }

    private StoredMailboxMessage(StoredMailboxMessage other, MailboxId mailboxId) {
        this.mailboxId = mailboxId;
        this.messageId = other.messageId;
        this.threadId = other.threadId;
        this.internalDate = other.internalDate;
        this.size = other.size;
        this.parts = other.parts;
        this.saveDate = other.saveDate;
        this.uid = other.uid;
        this.modSeq = other.modSeq;
        this.flags = other.createFlags();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredMailboxMessage that && uid.equals(that.uid) && mailboxId.equals(that.mailboxId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mailboxId, uid);
    }

    @Override
    public String toString() {
        return "StoredMailboxMessage[" + mailboxId + ", " + uid.asLong() + "]";
    }
}
