/** Clients that work at random from a seed and keep a log of what they were told, so that after a kill the server can be compared
 * with it. Start at {@link org.wardpost.integration.load.ImapWorker}. Used by the kill test and by the soak; nothing here starts or
 * kills a server. */
@NullMarked
package org.wardpost.integration.load;

import org.jspecify.annotations.NullMarked;
