/** IMAP4rev1 and what native clients want of its extensions. Start at {@link org.wardpost.mail.imap.WardpostImap}, the list of
 * commands, and {@link org.wardpost.mail.imap.ImapListener}, a port. A command goes from
 * {@code ImapFrameDecoder} (event loop: sizes, literals) to {@code CommandRun} (one virtual thread: {@code Arguments},
 * {@code Command}, {@code Answer}), one after the other on each connection. Promises: nothing large is taken from a stranger,
 * no message lies whole in memory, answers leave in order, and message numbers are those of one view. Not here: James's own IMAP
 * processors; what a mailbox is ({@code mail.mailbox}); parsing of
 * messages ({@code mail.message}). */
@NullMarked
package org.wardpost.mail.imap;

import org.jspecify.annotations.NullMarked;
