/** Nothing readable on any disk. Start at {@link org.wardpost.integration.canary.CanaryTest}. */
@NullMarked
package org.wardpost.integration.canary;

import org.jspecify.annotations.NullMarked;
