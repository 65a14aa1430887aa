/** Look-ups of mail exchangers by dnsjava; never of a client's name. */
@NullMarked
package org.wardpost.mail.dns;

import org.jspecify.annotations.NullMarked;
