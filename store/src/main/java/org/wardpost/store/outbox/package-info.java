/** What a change owes to other accounts, written in its commit and delivered later, in order and once. Start at {@link org.wardpost.store.outbox.OutboxRepository}. */
@NullMarked
package org.wardpost.store.outbox;

import org.jspecify.annotations.NullMarked;
