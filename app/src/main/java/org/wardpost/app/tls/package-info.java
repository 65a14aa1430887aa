/** The server's certificate. Start at {@link org.wardpost.app.tls.TlsFolder}: makes an own authority on first start, or takes what the
 * settings name. Not here: protocols and cipher suites. */
@NullMarked
package org.wardpost.app.tls;

import org.jspecify.annotations.NullMarked;
