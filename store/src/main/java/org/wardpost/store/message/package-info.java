/** Messages of mailboxes. Start at {@link org.wardpost.store.message.MessageRepository}: every write goes through it. Promises: one transaction a
 * change, n changed rows take n modseqs, every row carries a MAC and the mailbox a digest. Not here: what a message means (mail-server), the bytes of
 * objects ({@code store.blob}), the list a session looks at ({@code store.view}). */
@NullMarked
package org.wardpost.store.message;

import org.jspecify.annotations.NullMarked;
