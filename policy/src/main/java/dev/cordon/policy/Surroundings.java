package dev.cordon.policy;

import dev.cordon.shell.Programs;
import java.nio.file.Path;

/**
 * What a decision depends on besides the action and the settings. Immutable.
 *
 * @param home absolute home directory of the person, for what is secret there
 * @param programs what the programs of the machine are
 * @param rules what people have written about actions
 */
public record Surroundings(Path home, Programs programs, Rules rules) {}
