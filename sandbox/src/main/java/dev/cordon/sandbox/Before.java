package dev.cordon.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The baseline of a session: what the places that it may write to held before it began. Whatever is
 * there later and not here is new, and has to be judged. Immutable.
 *
 * @param searches one of each writable root, and of each git directory opened outside of them
 * @param absent protected paths that only count when they appear, and were not there
 * @param opened the git directories opened outside of the writable roots
 */
public record Before(List<Search> searches, List<Path> absent, List<Path> opened) {
  public Before {
    searches = List.copyOf(searches);
    absent = List.copyOf(absent);
    opened = List.copyOf(opened);
  }

  /** Whether {@code place} itself has been looked through. */
  public boolean isAbout(Path place) {
    for (Search search : searches) {
      if (search.root().equals(place)) {
        return true;
      }
    }
    return false;
  }

  /** This one, and what one more place holds. */
  public Before with(Search search) {
    List<Search> more = new ArrayList<>(searches);
    more.add(search);
    return new Before(more, absent, opened);
  }

  /** Whether it is about a place that is, holds or lies in one of {@code places}. */
  public boolean touches(List<Path> places) {
    for (Search search : searches) {
      for (Path place : places) {
        if (place.startsWith(search.root()) || search.root().startsWith(place)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * This one, without what other sessions have made since they began: that is new until it has been
   * judged, whoever sees it.
   */
  public Before without(List<Unjudged> others) {
    List<Search> rest = searches;
    for (Unjudged other : others) {
      for (Search theirs : other.baseline().searches()) {
        List<Search> less = new ArrayList<>();
        for (Search search : rest) {
          less.add(common(search, theirs));
        }
        rest = less;
      }
    }
    return new Before(rest, absent, opened);
  }

  private static Search common(Search mine, Search theirs) {
    if (!mine.root().startsWith(theirs.root()) && !theirs.root().startsWith(mine.root())) {
      return mine;
    }
    Set<Path> known = new HashSet<>(theirs.git());
    known.addAll(theirs.bare());
    known.addAll(theirs.hidden());
    known.addAll(theirs.closed());
    Path place = theirs.root();
    return new Search(
        mine.root(),
        known(mine.git(), place, known),
        known(mine.bare(), place, known),
        mine.sockets(),
        known(mine.hidden(), place, known),
        known(mine.closed(), place, known),
        mine.complete());
  }

  private static List<Path> known(List<Path> paths, Path place, Set<Path> known) {
    List<Path> rest = new ArrayList<>();
    for (Path path : paths) {
      if (known.contains(path) || !path.startsWith(place)) {
        rest.add(path);
      }
    }
    return rest;
  }

  /** As the stage keeps it: a kind, a space and a path each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Search search : searches) {
      lines.add("root " + search.root());
      add(lines, "git ", search.git());
      add(lines, "bare ", search.bare());
      add(lines, "dot ", search.hidden());
      add(lines, "closed ", search.closed());
    }
    add(lines, "absent ", absent);
    add(lines, "opened ", opened);
    return lines;
  }

  private static void add(List<String> lines, String kind, List<Path> paths) {
    for (Path path : paths) {
      lines.add(kind + path);
    }
  }
}
