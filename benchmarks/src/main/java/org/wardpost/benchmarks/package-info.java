/** Measures: JMH for code paths, and a load client for whole servers. Not shipped. */
@NullMarked
package org.wardpost.benchmarks;

import org.jspecify.annotations.NullMarked;
