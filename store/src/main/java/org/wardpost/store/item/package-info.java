/** Items of calendars and address books, and the log of their changes. Start at {@link org.wardpost.store.item.ItemRepository}: every write goes through it. Promises: one transaction and one modseq a change; nothing here is plaintext. Not here: what an item means (groupware), messages (store.message). How fast: an empty sync reads one row. */
@NullMarked
package org.wardpost.store.item;

import org.jspecify.annotations.NullMarked;
