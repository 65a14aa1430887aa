/** SMTP and submission (RFC 5321, 6409, 8314). Start at {@link org.wardpost.mail.smtp.SmtpSession}. Promises: a message is sealed while its octets arrive and durable before its 250; no smuggling, no open relay. */
@NullMarked
package org.wardpost.mail.smtp;

import org.jspecify.annotations.NullMarked;
