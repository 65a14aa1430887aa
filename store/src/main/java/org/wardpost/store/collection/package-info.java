/** Collections, who holds their keys, and their heads: modseq, UIDs, counters and the digest of all rows. Start at {@link org.wardpost.store.collection.CollectionRepository}; what writes rows goes through {@link org.wardpost.store.collection.CollectionHeads}, which is public for the packages beside it only. Not here: what lies in a collection. */
@NullMarked
package org.wardpost.store.collection;

import org.jspecify.annotations.NullMarked;
