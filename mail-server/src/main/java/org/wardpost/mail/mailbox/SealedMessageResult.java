package org.wardpost.mail.mailbox;

import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.Content;
import org.apache.james.mailbox.model.Header;
import org.apache.james.mailbox.model.Headers;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageAttachmentMetadata;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.MimeDescriptor;
import org.apache.james.mailbox.model.MimePath;
import org.apache.james.mailbox.model.ThreadId;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.message.EmbeddedMessage;
import org.wardpost.mail.message.HeaderBlock;
import org.wardpost.mail.message.IntakeLimits;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.message.Part;

/**
 * A message as FETCH sees it. Whatever is asked comes from the row, the sealed summary, or a range of the sealed object; nothing is parsed.
 * A section that is not there has no octets.
 */
public final class SealedMessageResult implements MessageResult {
    private static final int[] ROOT = {};

    private final MailboxId mailboxId;
    private final MessageMetaData metaData;
    private final MessageParts parts;

    SealedMessageResult(MailboxId mailboxId, MessageMetaData metaData, MessageParts parts) {
        this.mailboxId = mailboxId;
        this.metaData = metaData;
        this.parts = parts;
    }

    /** @throws org.wardpost.vault.TamperedException if the message is not what was sealed */
    public MessageSummary summary() {
        return parts.summary();
    }

    /** {@code BODY[]}, or {@code BODY[n]}: the body of a part. */
    public Slice section(int... path) {
        return path.length == 0
                ? parts.slice(0, getSize())
                : part(path).map(p -> parts.slice(p.bodyStart(), p.end())).orElse(Slice.EMPTY);
    }

    /** {@code BODY[HEADER]} or {@code BODY[n.HEADER]}: the header of a message, outer or within. */
    public Slice header(int... path) {
        return message(path)
                .map(root -> parts.slice(root.headerStart(), root.bodyStart()))
                .orElse(Slice.EMPTY);
    }

    /** {@code BODY[TEXT]} or {@code BODY[n.TEXT]}: the body of a message, outer or within. */
    public Slice text(int... path) {
        return message(path)
                .map(root -> parts.slice(root.bodyStart(), root.end()))
                .orElse(Slice.EMPTY);
    }

    /** {@code BODY[n.MIME]}: the header of a part. */
    public Slice mimeHeader(int... path) {
        return part(path).map(p -> parts.slice(p.headerStart(), p.bodyStart())).orElse(Slice.EMPTY);
    }

    /** {@code BODY[HEADER.FIELDS (names)]} or, not matching, {@code HEADER.FIELDS.NOT}; of a message within when there is a path. */
    public byte[] headerFields(Collection<String> names, boolean matching, int... path) {
        if (path.length == 0 && summary().hasWholeHeader()) {
            return summary().header().select(summary().headerBlock(), names, matching);
        }
        var block = header(path).read(0, IntakeLimits.STANDARD.headerBytes());
        return HeaderBlock.parse(block, IntakeLimits.STANDARD.headerFields()).select(block, names, matching);
    }

    private Optional<Part> part(int... path) {
        return summary().root().at(path);
    }

    private Optional<Part> message(int... path) {
        return path.length == 0
                ? Optional.of(summary().root())
                : part(path).flatMap(Part::message).map(EmbeddedMessage::root);
    }

    @Override
    public MimeDescriptor getMimeDescriptor() {
        return new PartDescriptor(parts, summary().root());
    }

    @Override
    public Headers getHeaders() {
        return new SliceHeaders(parts, summary().root());
    }

    @Override
    public Content getFullContent() {
        return section(ROOT);
    }

    @Override
    public Content getBody() {
        return text(ROOT);
    }

    @Override
    public @Nullable Content getFullContent(MimePath path) {
        return part(path.getPositions())
                .map(p -> parts.slice(p.headerStart(), p.end()))
                .orElse(null);
    }

    @Override
    public @Nullable Content getBody(MimePath path) {
        return message(path.getPositions())
                .map(root -> parts.slice(root.bodyStart(), root.end()))
                .orElse(null);
    }

    @Override
    public @Nullable Content getMimeBody(MimePath path) {
        return part(path.getPositions())
                .map(p -> parts.slice(p.bodyStart(), p.end()))
                .orElse(null);
    }

    @Override
    public @Nullable Iterator<Header> iterateHeaders(MimePath path) {
        return message(path.getPositions())
                .map(root -> new SliceHeaders(parts, root).headers())
                .orElse(null);
    }

    @Override
    public @Nullable Iterator<Header> iterateMimeHeaders(MimePath path) {
        return part(path.getPositions())
                .map(p -> new SliceHeaders(parts, p).headers())
                .orElse(null);
    }

    @Override
    public List<MessageAttachmentMetadata> getLoadedAttachments() {
        return List.of();
    }

    @Override
    public MessageMetaData messageMetaData() {
        return metaData;
    }

    @Override
    public MailboxId getMailboxId() {
        return mailboxId;
    }

    @Override
    public MessageId getMessageId() {
        return metaData.getMessageId();
    }

    @Override
    public ThreadId getThreadId() {
        return metaData.getThreadId();
    }

    @Override
    public Optional<Date> getSaveDate() {
        return metaData.getSaveDate();
    }

    @Override
    public Date getInternalDate() {
        return metaData.getInternalDate();
    }

    @Override
    public Flags getFlags() {
        return new Flags(metaData.getFlags());
    }

    @Override
    public long getSize() {
        return metaData.getSize();
    }

    @Override
    public MessageUid getUid() {
        return metaData.getUid();
    }

    @Override
    public ModSeq getModSeq() {
        return metaData.getModSeq();
    }

    @Override
    public int compareTo(MessageResult other) {
        return getUid().compareTo(other.getUid());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedMessageResult that
                && mailboxId.equals(that.mailboxId)
                && getUid().equals(that.getUid());
    }

    @Override
    public int hashCode() {
        return getUid().hashCode();
    }

    @Override
    public String toString() {
        return "SealedMessageResult[" + mailboxId + ", " + getUid().asLong() + "]";
    }
}
