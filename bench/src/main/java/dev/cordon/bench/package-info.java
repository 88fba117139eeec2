/** Benchmarks against the bare mechanism and against peers, as ratios in one run. */
@NullMarked
package dev.cordon.bench;

import org.jspecify.annotations.NullMarked;
