/** Puts the modules together. Start at {@link org.wardpost.app.wiring.OpenStore} (what every command needs) and
 * {@link org.wardpost.app.wiring.Server} (what {@code serve} and {@code quickstart} run). Plain constructors: the lists of what exists are read
 * here from top to bottom. */
@NullMarked
package org.wardpost.app.wiring;

import org.jspecify.annotations.NullMarked;
