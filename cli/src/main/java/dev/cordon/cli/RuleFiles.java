package dev.cordon.cli;

import dev.cordon.policy.ConfigException;
import dev.cordon.rules.CommandReader;
import dev.cordon.rules.RuleBook;
import dev.cordon.rules.RuleLayer;
import dev.cordon.rules.RuleText;
import dev.cordon.session.SetupException;
import dev.cordon.shell.Dialect;
import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds and reads the files of rules: those of the machine, of the person, of the project. */
final class RuleFiles {
  private static final Path REQUIREMENTS = Path.of("/etc/cordon/rules");
  private static final String ENDING = ".toml";

  /** More files than this in one folder are a mistake. */
  static final int MAX_FILES = 1_000;

  /** A larger file is none of rules; their reader has a bound of its own below this. */
  private static final long MAX_BYTES = 16 << 20;

  private RuleFiles() {}

  /**
   * The rules that hold for {@code workspace}.
   *
   * @throws SetupException when one of them does not load: then nothing may run
   */
  static RuleBook load(Path state, Path workspace) throws SetupException {
    List<RuleText> files = new ArrayList<>();
    add(REQUIREMENTS, RuleLayer.REQUIREMENTS, files);
    add(state.resolve("rules"), RuleLayer.USER, files);
    add(workspace.resolve(".cordon/rules"), RuleLayer.PROJECT, files);
    return files.isEmpty() ? RuleBook.empty() : load(files);
  }

  static RuleBook load(List<RuleText> files) throws SetupException {
    try {
      return RuleBook.load(files, reader());
    } catch (ConfigException wrong) {
      throw new SetupException(String.valueOf(wrong.getMessage()), wrong.hint());
    }
  }

  /** Reads command lines as bash does. */
  static CommandReader reader() {
    return new CommandReader() {
      @Override
      public Line read(String line) {
        Reading reading = Shell.read(line, Dialect.BASH);
        return reading instanceof Reading.NotUnderstood trouble
            ? new Line(List.of(), trouble.reason())
            : new Line(((Reading.Understood) reading).commands(), null);
      }
    };
  }

  private static void add(Path folder, RuleLayer layer, List<RuleText> files)
      throws SetupException {
    String[] names = folder.toFile().list();
    if (names == null) {
      if (Configuration.exists(folder)) {
        throw new SetupException(
            "cannot read the rules in " + folder, "it has to be a folder that you can read");
      }
      return;
    }
    if (names.length > MAX_FILES) {
      throw new SetupException(
          "more than " + MAX_FILES + " files in " + folder, "put more rules into each file");
    }
    Arrays.sort(names);
    for (String name : names) {
      if (name.endsWith(ENDING) && !name.startsWith(".")) {
        Path file = folder.resolve(name);
        if (layer == RuleLayer.REQUIREMENTS) {
          Configuration.checkOwner(file, folder, folder.resolveSibling(""));
        }
        files.add(new RuleText(Configuration.read(file, MAX_BYTES), file.toString(), layer));
      }
    }
  }
}
