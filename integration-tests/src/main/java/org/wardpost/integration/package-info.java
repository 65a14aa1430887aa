/** Wardpost from outside. Start at {@link org.wardpost.integration.RunningServer}: it starts the product as a process, in folders
 * of its own. The tests beside it and the load clients of {@code benchmarks} stand on it. Nothing here imports the product. */
@NullMarked
package org.wardpost.integration;

import org.jspecify.annotations.NullMarked;
