/** Sieve (RFC 5228 and extensions): parser, checker, interpreter and the sealed scripts. Start at {@link org.wardpost.mail.sieve.SieveScript}. */
@NullMarked
package org.wardpost.mail.sieve;

import org.jspecify.annotations.NullMarked;
