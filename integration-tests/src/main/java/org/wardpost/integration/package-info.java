/** The whole server from outside, as a process. Its tests are one behaviour a file. */
@NullMarked
package org.wardpost.integration;

import org.jspecify.annotations.NullMarked;
