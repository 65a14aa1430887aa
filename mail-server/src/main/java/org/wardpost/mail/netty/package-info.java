/** What all mail servers share at the wire: TLS from keys in memory ({@link org.wardpost.mail.netty.ServerTls}), limits on
 * connections ({@link org.wardpost.mail.netty.ConnectionGate}) and on what unfinished requests may hold in memory
 * ({@link org.wardpost.mail.netty.ByteBudget}), and a decompressor that cannot be made to inflate more than is asked of it.
 * Promises: nothing here blocks an event loop. Not here: any protocol. */
@NullMarked
package org.wardpost.mail.netty;

import org.jspecify.annotations.NullMarked;
