/** Fixtures, the pseudo-terminal and the command-line script runner; test scope only. */
@NullMarked
package dev.cordon.testing;

import org.jspecify.annotations.NullMarked;
