/** A conservative reader of shell scripts: script in, plain commands out, or not understood. */
@NullMarked
package dev.cordon.shell;

import org.jspecify.annotations.NullMarked;
