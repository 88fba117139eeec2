/** Permission profile to plan (pure) to operating-system boundary; probes. */
@NullMarked
package dev.cordon.sandbox;

import org.jspecify.annotations.NullMarked;
