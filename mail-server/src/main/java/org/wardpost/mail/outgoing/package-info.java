/** Mail to other servers: next hop, TLS, retries, bounces. Start at {@link org.wardpost.mail.outgoing.OutgoingDelivery}. */
@NullMarked
package org.wardpost.mail.outgoing;

import org.jspecify.annotations.NullMarked;
