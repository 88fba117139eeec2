/** The event model, the hash-chained journal and its verifier. */
@NullMarked
package dev.cordon.audit;

import org.jspecify.annotations.NullMarked;
