/** The rules people write: reading, matching, checking, importing. Pure. */
@NullMarked
package dev.cordon.rules;

import org.jspecify.annotations.NullMarked;
