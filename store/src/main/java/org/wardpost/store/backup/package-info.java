/** Archives of a whole store, and stores made from them. Start at {@link org.wardpost.store.backup.Backup} (made while serving) and
 * {@link org.wardpost.store.backup.Archive} (one that is there). Promises: what is written is what one instant saw; nothing in it opens without
 * the root key; a changed bit is named before anything is restored. Not here: keys of the root (vault.provider). */
@NullMarked
package org.wardpost.store.backup;

import org.jspecify.annotations.NullMarked;
