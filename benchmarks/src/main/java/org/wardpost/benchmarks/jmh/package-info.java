/** Single code paths under JMH: {@code java -cp … org.openjdk.jmh.Main VaultBenchmark}. Not here: whole servers (load). */
@NullMarked
package org.wardpost.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
