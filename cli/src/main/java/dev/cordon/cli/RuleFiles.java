package dev.cordon.cli;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Unpacker;
import dev.cordon.rules.CheckedRules;
import dev.cordon.rules.CommandReader;
import dev.cordon.rules.RuleBook;
import dev.cordon.rules.RuleLayer;
import dev.cordon.rules.RuleText;
import dev.cordon.session.Context;
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

  /** A file of rules, and who wrote it. */
  private record Found(Path file, RuleLayer layer) {}

  /**
   * The rules that hold for {@code workspace}, without their examples.
   *
   * @throws SetupException when one of them does not load: then nothing may run
   */
  static RuleBook load(Context context, Path workspace) throws SetupException {
    List<Found> files = find(context.state(), workspace);
    if (files.isEmpty()) {
      return RuleBook.empty();
    }
    CheckedFiles kept = new CheckedFiles(context);
    List<CheckedRules> rules = new ArrayList<>();
    try {
      for (Found found : files) {
        rules.add(load(found, kept));
      }
      return RuleBook.of(rules);
    } catch (ConfigException wrong) {
      throw new SetupException(String.valueOf(wrong.getMessage()), wrong.hint());
    }
  }

  private static CheckedRules load(Found found, CheckedFiles kept)
      throws ConfigException, SetupException {
    return found.layer() == RuleLayer.REQUIREMENTS
        ? CheckedRules.read(text(found), reader())
        : kept.read(found.file(), MAX_BYTES, new RulesFile(found.layer()));
  }

  /** A file of rules of one layer. */
  private record RulesFile(RuleLayer layer) implements CheckedFiles.Kind<CheckedRules> {
    @Override
    public String name() {
      return "rules of ".concat(layer.name());
    }

    @Override
    public CheckedRules parse(String text, String source) throws ConfigException {
      return CheckedRules.read(new RuleText(text, source, layer), reader());
    }

    @Override
    public byte[] pack(CheckedRules said) {
      return said.pack();
    }

    @Override
    public CheckedRules unpack(byte[] packed, String source) throws Unpacker.MalformedException {
      return CheckedRules.unpack(packed, source, layer);
    }
  }

  /**
   * The rules that hold for {@code workspace}, read anew and with their examples.
   *
   * @throws SetupException when one of them does not load
   */
  static RuleBook loadWithExamples(Context context, Path workspace) throws SetupException {
    List<RuleText> texts = new ArrayList<>();
    for (Found found : find(context.state(), workspace)) {
      texts.add(text(found));
    }
    return load(texts);
  }

  private static RuleText text(Found found) throws SetupException {
    String source = found.file().toString();
    return new RuleText(Configuration.read(found.file(), MAX_BYTES), source, found.layer());
  }

  private static List<Found> find(Path state, Path workspace) throws SetupException {
    List<Found> files = new ArrayList<>();
    add(REQUIREMENTS, RuleLayer.REQUIREMENTS, files);
    add(state.resolve("rules"), RuleLayer.USER, files);
    add(workspace.resolve(".cordon/rules"), RuleLayer.PROJECT, files);
    return files;
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

  private static void add(Path folder, RuleLayer layer, List<Found> files) throws SetupException {
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
        files.add(new Found(file, layer));
      }
    }
  }
}
