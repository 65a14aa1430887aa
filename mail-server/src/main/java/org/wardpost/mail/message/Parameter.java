package org.wardpost.mail.message;

/**
 * A parameter of {@code Content-Type} or {@code Content-Disposition} as it stands in the header (RFC 2045 §5.1), RFC 2231 forms not
 * joined.
 *
 * @param name in lower case
 * @param value unquoted; each char is one octet of the message
 */
public record Parameter(String name, String value) {}
