/** Listening sockets of the text protocols that are ours (SMTP, LMTP, ManageSieve). Start at {@link org.wardpost.mail.socket.Listener}: one virtual thread a connection, so a handler blocks plainly. Promises: limits before the first octet is read, TLS from one place, a stop that drains. */
@NullMarked
package org.wardpost.mail.socket;

import org.jspecify.annotations.NullMarked;
