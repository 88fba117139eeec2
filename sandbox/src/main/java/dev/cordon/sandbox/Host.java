package dev.cordon.sandbox;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan needs to know of the machine, gathered before ({@link HostSurvey}) so that planning
 * is pure. Immutable.
 *
 * @param rootEntries names in {@code /}
 * @param home the caller's home directory
 * @param temporary {@code $TMPDIR} when it is set, absolute and an existing directory
 * @param guards git's files and whatever else was found in the writable roots
 * @param opened directories outside the writable roots that a git worktree or submodule keeps its
 *     index and objects in
 * @param own Cordon's own state and program
 * @param sockets sockets of the host inside of what is opened
 * @param closed folders inside of what is opened that nobody could look into
 * @param outside what {@code opened} holds
 * @param systemFiles what of {@code /sys} and {@code /run} programs cannot do without, as far as it
 *     exists
 * @param processFiles files of {@code /proc} that tell about the host and exist here
 */
public record Host(
    List<String> rootEntries,
    Path home,
    @Nullable Path temporary,
    List<Guard> guards,
    List<Path> opened,
    List<Path> own,
    List<Path> sockets,
    List<Path> closed,
    List<Search> outside,
    List<Path> systemFiles,
    List<String> processFiles) {

  public Host {
    rootEntries = List.copyOf(rootEntries);
    guards = List.copyOf(guards);
    opened = List.copyOf(opened);
    own = List.copyOf(own);
    sockets = List.copyOf(sockets);
    closed = List.copyOf(closed);
    outside = List.copyOf(outside);
    systemFiles = List.copyOf(systemFiles);
    processFiles = List.copyOf(processFiles);
  }
}
