/** Clients that speak each protocol octet by octet, so that a test may say what no library would. */
@NullMarked
package org.wardpost.integration.wire;

import org.jspecify.annotations.NullMarked;
