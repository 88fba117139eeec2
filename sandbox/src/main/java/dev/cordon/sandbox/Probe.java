package dev.cordon.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * One mechanism of the boundary, tried.
 *
 * @param needed whether nothing can be confined without it
 * @param works whether it was seen to work
 * @param seen what was seen
 * @param fix what would help, or null
 */
public record Probe(
    String name, boolean needed, boolean works, String seen, @Nullable String fix) {}
