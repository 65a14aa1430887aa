/** The composition root: the {@code wardpost} command, settings, wiring, start and stop. Start at {@link org.wardpost.app.Wardpost}. */
@NullMarked
package org.wardpost.app;

import org.jspecify.annotations.NullMarked;
