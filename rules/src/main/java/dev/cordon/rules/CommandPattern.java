package dev.cordon.rules;

import dev.cordon.policy.Text;
import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a rule about commands. Immutable.
 *
 * <p>A rule that allows takes the tokens as the first words, each at its place and known. Any other
 * rule looks for them the way people mean them: options anywhere after the program and in every
 * spelling, the other tokens in order, with options and what may be their values in between.
 */
final class CommandPattern {

  /** Stands for any one word. */
  static final String ANY_WORD = "*";

  /** As the last token: any words, or none. */
  static final String ANY_REST = "**";

  /** Most tokens that mix options and other words; each doubles the work. */
  static final int MAX_MIXED = 3;

  private final String[][] tokens;
  private final boolean whole;
  private final List<Variant> variants = new ArrayList<>();

  /** One way to satisfy a pattern: words in order, and options anywhere. */
  private record Variant(List<String[]> operands, List<String[]> options) {
    Variant with(String[] operand, String[] option) {
      List<String[]> moreOperands = new ArrayList<>(operands);
      List<String[]> moreOptions = new ArrayList<>(options);
      if (operand.length > 0) {
        moreOperands.add(operand);
      }
      if (option.length > 0) {
        moreOptions.add(option);
      }
      return new Variant(moreOperands, moreOptions);
    }
  }

  CommandPattern(Rule.Match match) {
    List<List<String>> written = match.command();
    boolean rest = written.getLast().equals(List.of(ANY_REST));
    tokens = new String[rest ? written.size() - 1 : written.size()][];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = written.get(i).toArray(new String[0]);
    }
    whole = match.whole();
    variants.add(new Variant(List.of(), List.of()));
    for (int i = 1; i < tokens.length; i++) {
      split(tokens[i]);
    }
  }

  private void split(String[] token) {
    String[] operands = alternatives(token, false);
    String[] options = alternatives(token, true);
    List<Variant> before = List.copyOf(variants);
    variants.clear();
    for (int i = 0; i < before.size(); i++) {
      if (operands.length > 0) {
        variants.add(before.get(i).with(operands, new String[0]));
      }
      if (options.length > 0) {
        variants.add(before.get(i).with(new String[0], options));
      }
    }
  }

  private static String[] alternatives(String[] token, boolean options) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < token.length; i++) {
      if (OptionToken.is(token[i]) == options) {
        kept.add(token[i]);
      }
    }
    return kept.toArray(new String[0]);
  }

  /** Whether a token has options and other words among its alternatives. */
  static boolean isMixed(List<String> token) {
    int options = 0;
    for (int i = 0; i < token.size(); i++) {
      options += OptionToken.is(token.get(i)) ? 1 : 0;
    }
    return options > 0 && options < token.size();
  }

  /** The programs it is about, by plain folded name; empty when it is about any. */
  List<String> programs() {
    List<String> programs = new ArrayList<>();
    for (int i = 0; i < tokens[0].length; i++) {
      if (tokens[0][i].equals(ANY_WORD)) {
        return List.of();
      }
      programs.add(plainName(tokens[0][i]));
    }
    return programs;
  }

  /**
   * Words of which every command that matches has one, as far as its words are known; empty when
   * none are sure. The last such token: it tells more than the first.
   *
   * @param allows whether options, too, stand as they are written
   */
  List<String> sureWords(boolean allows) {
    for (int i = tokens.length - 1; i > 0; i--) {
      List<String> token = List.of(tokens[i]);
      boolean options = OptionToken.is(tokens[i][0]) || isMixed(token);
      if (!token.contains(ANY_WORD) && (allows || !options)) {
        return token;
      }
    }
    return List.of();
  }

  /** How many words of a command the tokens stand for when the rule allows. */
  int length() {
    return tokens.length;
  }

  /** The last name of {@code program}, folded: where the file system ignores case, RM is rm. */
  static String plainName(String program) {
    return Text.fold(program.substring(program.lastIndexOf('/') + 1));
  }

  /** Whether a rule that allows covers the words of {@code command}. */
  boolean allows(Command command) {
    List<Word> words = command.words();
    if (words.size() < tokens.length || (whole && words.size() > tokens.length)) {
      return false;
    }
    if (!isProgramExactly(words.getFirst())) {
      return false;
    }
    for (int i = 1; i < tokens.length; i++) {
      Word word = words.get(i);
      if (!word.isKnown() || word.home() || !isOneOf(tokens[i], word)) {
        return false;
      }
    }
    return true;
  }

  private boolean isProgramExactly(Word word) {
    if (!word.isKnown() || word.home() || word.text().isEmpty()) {
      return false;
    }
    String name = SystemFolders.plainName(word.text());
    for (int i = 0; i < tokens[0].length; i++) {
      String token = tokens[0][i];
      if (token.equals(ANY_WORD) || token.equals(word.text()) || token.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOneOf(String[] alternatives, Word known) {
    for (int i = 0; i < alternatives.length; i++) {
      if (alternatives[i].equals(ANY_WORD) || known.is(alternatives[i])) {
        return true;
      }
    }
    return false;
  }

  /** How well the words of {@code command} fit a rule that restricts. */
  Fit fit(Command command) {
    List<Word> words = command.words();
    if (words.isEmpty()) {
      return Fit.NO;
    }
    Word program = words.getFirst();
    if (!program.isKnown()) {
      boolean many = program.spread() == Word.Spread.ANY || program.spread() == Word.Spread.ALIKE;
      return mayBeProgram(program) && (many || matches(words, Fit.BLIND)) ? Fit.BLIND : Fit.NO;
    }
    if (!isProgram(program.text())) {
      return Fit.NO;
    }
    if (matches(words, Fit.CERTAIN)) {
      return Fit.CERTAIN;
    }
    if (areKnown(words)) {
      return Fit.NO;
    }
    return matches(words, Fit.POSSIBLE)
        ? Fit.POSSIBLE
        : matches(words, Fit.BLIND) ? Fit.BLIND : Fit.NO;
  }

  private static boolean areKnown(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).isKnown()) {
        return false;
      }
    }
    return true;
  }

  private boolean isProgram(String program) {
    for (int i = 0; i < tokens[0].length; i++) {
      String token = tokens[0][i];
      if (token.equals(ANY_WORD)) {
        return true;
      }
      boolean places = token.startsWith("/") && program.startsWith("/");
      if (places ? samePlace(token, program) : sameName(token, program)) {
        return true;
      }
    }
    return false;
  }

  private static boolean samePlace(String token, String program) {
    return program.indexOf('\0') < 0
        && Text.fold(Path.of(token).normalize().toString())
            .equals(Text.fold(Path.of(program).normalize().toString()));
  }

  private static boolean sameName(String token, String program) {
    int from = token.lastIndexOf('/') + 1;
    int start = program.lastIndexOf('/') + 1;
    int length = token.length() - from;
    if (program.length() - start != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Text.fold(token.charAt(from + i)) != Text.fold(program.charAt(start + i))) {
        return false;
      }
    }
    return true;
  }

  private boolean mayBeProgram(Word word) {
    if (word.spread() == Word.Spread.ANY || (word.text().isEmpty() && word.tail().isEmpty())) {
      return true;
    }
    for (int i = 0; i < tokens[0].length; i++) {
      String name = plainName(tokens[0][i]);
      String tail = word.tail().substring(word.tail().lastIndexOf('/') + 1);
      boolean ends = name.endsWith(Text.fold(tail));
      boolean starts =
          word.text().isEmpty()
              || word.text().indexOf('/') >= 0
              || name.startsWith(Text.fold(word.text()));
      if (tokens[0][i].equals(ANY_WORD) || (ends && starts)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(List<Word> words, Fit least) {
    if (whole) {
      return Operands.areAll(tokens, words, least);
    }
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      if (Operands.among(variant.operands(), words, least) && hasOptions(variant, words, least)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOptions(Variant variant, List<Word> words, Fit least) {
    for (int i = 0; i < variant.options().size(); i++) {
      if (!hasOption(variant.options().get(i), words, least)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasOption(String[] alternatives, List<Word> words, Fit least) {
    for (int i = 0; i < alternatives.length; i++) {
      if (OptionToken.among(words, alternatives[i], least)) {
        return true;
      }
    }
    return false;
  }
}
