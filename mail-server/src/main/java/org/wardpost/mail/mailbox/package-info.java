/**
 * James's mailbox API on the encrypted store. Start at {@link org.wardpost.mail.mailbox.Mailboxes}, which puts the parts together. Promises:
 * append, flags, copy, move and expunge are one transaction each; rights are checked for each operation; FETCH parses nothing. James's kinds
 * are translated here and nothing is decided that the store should decide. Not here: the IMAP commands, the structure of a message.
 */
@NullMarked
package org.wardpost.mail.mailbox;

import org.jspecify.annotations.NullMarked;
