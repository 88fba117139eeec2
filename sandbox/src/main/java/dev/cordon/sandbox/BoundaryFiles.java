package dev.cordon.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files a boundary is made with.
 *
 * @param bubblewrap the program
 * @param registry where mount points made on the host for this workspace are listed
 * @param baselines folder of what was there before sessions
 * @param unjudged the session whose baseline is to be kept there, if any
 * @param gate the socket for connections; null when there are none
 */
record BoundaryFiles(
    Path bubblewrap,
    Path registry,
    Path baselines,
    @Nullable Unjudged unjudged,
    @Nullable Path gate) {}
