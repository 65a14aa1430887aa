/** Who hears that a collection moved. Start at {@link org.wardpost.store.event.ChangeFeed}. Promises: heard of only when durable; a lost event costs latency, never data. */
@NullMarked
package org.wardpost.store.event;

import org.jspecify.annotations.NullMarked;
