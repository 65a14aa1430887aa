/** Logs without content: what is printed of an event is decided by {@link org.wardpost.app.log.SecretiveEncoder}, whatever logs it. */
@NullMarked
package org.wardpost.app.log;

import org.jspecify.annotations.NullMarked;
