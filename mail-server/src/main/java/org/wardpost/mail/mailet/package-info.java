/** Our mailets and matchers, one file each. */
@NullMarked
package org.wardpost.mail.mailet;

import org.jspecify.annotations.NullMarked;
