package org.wardpost.mail.message;

/**
 * The message inside a {@code message/rfc822} or {@code message/global} part.
 *
 * @param root its structure; offsets are those of the outer message
 * @param envelope its IMAP ENVELOPE (RFC 3501 §7.4.2), ready to be sent
 */
public record EmbeddedMessage(Part root, byte[] envelope) {}
