package dev.cordon.sandbox;

import java.nio.file.Path;

/**
 * Files a boundary is made with.
 *
 * @param bubblewrap the program
 * @param registry where mount points made on the host for this workspace are listed
 */
public record BoundaryFiles(Path bubblewrap, Path registry) {}
