/** Looks for what goes wrong on a server before it does. Start at {@link org.wardpost.app.doctor.Doctor}. Changes nothing. */
@NullMarked
package org.wardpost.app.doctor;

import org.jspecify.annotations.NullMarked;
