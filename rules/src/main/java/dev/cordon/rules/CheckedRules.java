package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
import dev.cordon.policy.HostPattern;
import dev.cordon.policy.Packer;
import dev.cordon.policy.Unpacker;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of one file, each held against its examples. Immutable.
 *
 * <p>Reading rules costs about half a millisecond each; packed, they are read a hundred times
 * faster.
 */
public final class CheckedRules {

  private final List<Entry> entries;

  /**
   * One rule.
   *
   * @param id where its id stands
   */
  record Entry(CompiledRule rule, Rule.Place id) {}

  private CheckedRules(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads {@code file} and holds each rule against its examples.
   *
   * @param reader reads the examples of rules about commands
   * @throws ConfigException for the first thing that is wrong, with its place
   */
  public static CheckedRules read(RuleText file, CommandReader reader) throws ConfigException {
    Reading reading = new Reading(reader, file.layer());
    RuleFile.read(file, reading);
    return new CheckedRules(reading.entries);
  }

  /** The rules read so far. */
  private static final class Reading implements RuleFile.Tables {
    private final List<Entry> entries = new ArrayList<>();
    private final CommandReader reader;
    private final RuleLayer layer;

    Reading(CommandReader reader, RuleLayer layer) {
      this.reader = reader;
      this.layer = layer;
    }

    @Override
    public void take(RuleKeys keys) throws ConfigException {
      CompiledRule rule = RuleReader.read(keys, layer);
      Examples.check(rule, keys, reader);
      entries.add(new Entry(rule, keys.place("id")));
    }
  }

  List<Entry> entries() {
    return entries;
  }

  /** All of them but their examples, to be kept. */
  public byte[] pack() {
    Packer packer = new Packer().number(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      pack(packer, entries.get(i));
    }
    return packer.bytes();
  }

  private static void pack(Packer packer, Entry entry) {
    Rule rule = entry.rule().rule();
    packer.text(rule.id()).text(rule.reason()).choice(rule.action());
    packer.choice(rule.onFailure());
    pack(packer, rule.place());
    pack(packer, entry.id());
    packer.flag(rule.when() != null).text(rule.when() == null ? "" : rule.when());
    Rule.Match match = rule.match();
    packer.number(match.command().size());
    for (List<String> token : match.command()) {
      packer.texts(token);
    }
    packer.flag(match.whole()).texts(match.paths()).texts(match.hosts());
    packer.texts(match.tools()).texts(match.agents());
  }

  private static void pack(Packer packer, Rule.Place place) {
    packer.number(place.line()).number(place.column());
  }

  /**
   * The rules that were packed, without their examples.
   *
   * @param source what a person calls the file
   * @throws Unpacker.MalformedException when nothing was packed so
   */
  public static CheckedRules unpack(byte[] packed, String source, RuleLayer layer)
      throws Unpacker.MalformedException {
    Unpacker unpacker = new Unpacker(packed);
    int count = unpacker.count();
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(unpack(unpacker, source, layer));
    }
    return new CheckedRules(entries);
  }

  private static Entry unpack(Unpacker unpacker, String source, RuleLayer layer)
      throws Unpacker.MalformedException {
    String id = unpacker.text();
    String reason = unpacker.text();
    Decision action = unpacker.choice(Decision.values());
    Rule.OnFailure onFailure = unpacker.choice(Rule.OnFailure.values());
    Rule.Place start = place(unpacker, source);
    Rule.Place idPlace = place(unpacker, source);
    boolean conditional = unpacker.flag();
    String when = unpacker.text();
    Rule rule =
        new Rule(
            id,
            match(unpacker),
            conditional ? when : null,
            action,
            reason,
            List.of(),
            List.of(),
            onFailure,
            layer,
            start);
    return new Entry(compiled(rule), idPlace);
  }

  private static Rule.Match match(Unpacker unpacker) throws Unpacker.MalformedException {
    int tokens = unpacker.count();
    List<List<String>> command = new ArrayList<>(tokens);
    for (int i = 0; i < tokens; i++) {
      command.add(List.copyOf(unpacker.texts()));
    }
    return new Rule.Match(
        command,
        unpacker.flag(),
        unpacker.texts(),
        unpacker.texts(),
        unpacker.texts(),
        unpacker.texts());
  }

  private static Rule.Place place(Unpacker unpacker, String source)
      throws Unpacker.MalformedException {
    return new Rule.Place(source, unpacker.number(), unpacker.number());
  }

  /** As the reader makes it of what it has found to be right. */
  private static CompiledRule compiled(Rule rule) throws Unpacker.MalformedException {
    List<PathPattern> paths = new ArrayList<>();
    List<HostPattern> hosts = new ArrayList<>();
    try {
      for (String path : rule.match().paths()) {
        paths.addAll(PathPattern.parse(path));
      }
    } catch (PathPattern.MalformedException wrong) {
      throw new Unpacker.MalformedException(wrong.getMessage());
    }
    for (String host : rule.match().hosts()) {
      HostPattern pattern = HostPattern.parse(host);
      if (pattern == null) {
        throw new Unpacker.MalformedException("no host: " + host);
      }
      hosts.add(pattern);
    }
    CommandPattern command =
        rule.match().command().isEmpty() ? null : new CommandPattern(rule.match());
    String when = rule.when();
    return new CompiledRule(
        rule, command, paths, hosts, when == null ? null : new LazyCondition(when));
  }
}
