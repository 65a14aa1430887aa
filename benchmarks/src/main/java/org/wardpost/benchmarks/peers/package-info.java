/** Mail servers to measure in the same run: ours as a process, and Debian's Dovecot with settings of its own in a folder of the run. */
@NullMarked
package org.wardpost.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
