/** Duties that one node at a time has. Start at {@link org.wardpost.store.lease.LeaseRepository}. */
@NullMarked
package org.wardpost.store.lease;

import org.jspecify.annotations.NullMarked;
