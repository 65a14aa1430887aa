/** Who is asking, and what they may do. Start at {@link org.wardpost.identity.Authenticator}: the one door of every protocol.
 * Promises: one error and one cost for every refused login, a bounded number of Argon2id runs, key slots opened where they are
 * needed. What an operator can do is in {@link org.wardpost.identity.operation}. Not here: sessions, sockets, cookies. */
@NullMarked
package org.wardpost.identity;

import org.jspecify.annotations.NullMarked;
