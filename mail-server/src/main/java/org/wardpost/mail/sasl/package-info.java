/** Password mechanisms of SASL (RFC 4422) as SMTP and ManageSieve receive them; who may come in is identity's to say. */
@NullMarked
package org.wardpost.mail.sasl;

import org.jspecify.annotations.NullMarked;
