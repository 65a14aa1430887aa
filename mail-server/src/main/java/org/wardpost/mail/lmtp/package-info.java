/** LMTP (RFC 2033): one answer a recipient, given after its delivery is durable. Not here: the commands, which are SMTP's. */
@NullMarked
package org.wardpost.mail.lmtp;

import org.jspecify.annotations.NullMarked;
