/** James's mail queue over store's sealed one, and the spooler that runs the mailets. Start at {@link org.wardpost.mail.queue.SealedMailQueue}. */
@NullMarked
package org.wardpost.mail.queue;

import org.jspecify.annotations.NullMarked;
