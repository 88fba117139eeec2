/** What must not leak: detectors and redaction of known secret shapes. */
@NullMarked
package dev.cordon.secrets;

import org.jspecify.annotations.NullMarked;
