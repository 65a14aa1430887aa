/** Measures that are no tests of {@code ./check}, because a busy machine would fail them. Start at
 * {@link org.wardpost.integration.timing.LoginTiming}. */
@NullMarked
package org.wardpost.integration.timing;

import org.jspecify.annotations.NullMarked;
