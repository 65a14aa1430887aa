/** ManageSieve (RFC 5804), one command one method of {@link org.wardpost.mail.managesieve.ManageSieveSession}. */
@NullMarked
package org.wardpost.mail.managesieve;

import org.jspecify.annotations.NullMarked;
