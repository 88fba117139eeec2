/** The way of one action: decide, ask, confine, run, attribute denials, escalate, record. */
@NullMarked
package dev.cordon.session;

import org.jspecify.annotations.NullMarked;
