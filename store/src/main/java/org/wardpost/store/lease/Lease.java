package org.wardpost.store.lease;

import java.time.Instant;

/**
 * A duty that this node has until it ends or gives it back.
 *
 * @param fence grows with every holder, so that a late write of an earlier one can be told
 */
public record Lease(String name, long fence, Instant until) {}
