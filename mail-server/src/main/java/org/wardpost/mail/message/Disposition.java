package org.wardpost.mail.message;

import java.util.List;

/**
 * {@code Content-Disposition} of a part (RFC 2183).
 *
 * @param type in lower case, such as {@code attachment}
 */
public record Disposition(String type, List<Parameter> parameters) {}
