/** Keys and what they do: seal and open, wrap and unwrap. No SQL, no protocol. Nothing outside this package sees a key's bytes. */
@NullMarked
package org.wardpost.vault;

import org.jspecify.annotations.NullMarked;
