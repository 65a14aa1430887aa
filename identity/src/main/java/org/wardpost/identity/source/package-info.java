/** Where accounts and their passwords come from. Start at {@link org.wardpost.identity.source.AccountSource}: the store's own accounts now,
 * LDAP and OIDC beside them later. */
@NullMarked
package org.wardpost.identity.source;

import org.jspecify.annotations.NullMarked;
