/** Mail on Apache James: its extension points, filled from our store. James's kinds are translated here and nothing is decided that the store should decide. */
@NullMarked
package org.wardpost.mail;

import org.jspecify.annotations.NullMarked;
