/** What the store alone can do, without protocols. Start at {@link org.wardpost.bench.StoreBench}. */
@NullMarked
package org.wardpost.bench;

import org.jspecify.annotations.NullMarked;
