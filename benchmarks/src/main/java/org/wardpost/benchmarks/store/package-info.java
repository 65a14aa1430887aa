/** What the store alone can do, without protocols. Start at {@link org.wardpost.benchmarks.store.StoreBench}. */
@NullMarked
package org.wardpost.benchmarks.store;

import org.jspecify.annotations.NullMarked;
