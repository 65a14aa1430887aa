/** Mail queues and mail repositories as rows. Start at {@link org.wardpost.store.queue.QueueRepository}. Promises: taken by one node at a time, given
 * back after a kill, envelope sealed. Not here: what a mail is (mail-server). */
@NullMarked
package org.wardpost.store.queue;

import org.jspecify.annotations.NullMarked;
