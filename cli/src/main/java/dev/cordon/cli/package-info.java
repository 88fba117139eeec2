/** The command line: one class a command, wires the rooms. */
@NullMarked
package dev.cordon.cli;

import org.jspecify.annotations.NullMarked;
