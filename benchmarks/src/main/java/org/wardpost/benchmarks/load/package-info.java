/** Load clients for whole servers, over real sockets. Start at {@link org.wardpost.benchmarks.load.LoadBench}. */
@NullMarked
package org.wardpost.benchmarks.load;

import org.jspecify.annotations.NullMarked;
