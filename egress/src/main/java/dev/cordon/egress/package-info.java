/**
 * The network gate: what a connection is, whether it may be made, and the way through.
 *
 * <p>Every connection of a confined command arrives here, with the address it was meant for. The
 * gate finds out which host that is, asks its keeper, resolves the name, checks the addresses,
 * dials one it has checked, and passes bytes on.
 */
@NullMarked
package dev.cordon.egress;

import org.jspecify.annotations.NullMarked;
