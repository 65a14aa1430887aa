/** A thief with write access to the disk: the database of a stopped server is changed row by row, and the server is asked over IMAP
 * what it makes of it. Start at {@link org.wardpost.integration.tamper.TamperedMessagesTest}. */
@NullMarked
package org.wardpost.integration.tamper;

import org.jspecify.annotations.NullMarked;
