/**
 * How sessions hear of changes. Start at {@link org.wardpost.mail.event.SerialEventBus}. Promises: each listener hears one event after the
 * other, in order; nobody waits for another session. A lost event costs latency, never data: the store's change log is the truth.
 */
@NullMarked
package org.wardpost.mail.event;

import org.jspecify.annotations.NullMarked;
