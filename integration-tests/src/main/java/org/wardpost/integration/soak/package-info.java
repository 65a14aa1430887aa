/** An hour of mixed load by programs that hospitals use, with {@code kill -9} in between. Start at
 * {@link org.wardpost.integration.soak.Soak}. Each {@link org.wardpost.integration.soak.Party} keeps a log of what it was told, and
 * after every restart compares it with what is there. */
@NullMarked
package org.wardpost.integration.soak;

import org.jspecify.annotations.NullMarked;
