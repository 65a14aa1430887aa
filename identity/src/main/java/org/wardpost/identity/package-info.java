/** Who is asking: one door for every protocol, which refuses, delays, audits and opens key slots in one and the same way. */
@NullMarked
package org.wardpost.identity;

import org.jspecify.annotations.NullMarked;
