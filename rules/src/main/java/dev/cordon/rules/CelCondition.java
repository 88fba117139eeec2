package dev.cordon.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition in CEL. Nothing but a rule with a condition may load this class: it brings several
 * hundred others with it.
 */
final class CelCondition implements Condition {

  /** Longest condition, in code points. */
  static final int MAX_LENGTH = 2048;

  /** Deepest nesting of an expression; the parser uses the stack for each. */
  static final int MAX_DEPTH = 32;

  /** Most turns of all loops of one evaluation together. */
  static final int MAX_TURNS = 1000;

  /**
   * Most steps of one evaluation: one for each part evaluated, and one for each letter it gives.
   */
  static final int MAX_STEPS = 50_000;

  /** Largest program a regular expression may become, in instructions. */
  static final int MAX_REGEX = 500;

  private static final List<String> VARIABLES =
      List.of("program", "cwd", "agent", "tool", "host", "path", "mode", "policy", "user");

  private static final List<String> OF_CONTEXT = List.of("cwd", "agent", "mode", "policy", "user");

  private final CelRuntime.Program program;
  private final boolean needsNoContext;

  private CelCondition(CelRuntime.Program program, boolean needsNoContext) {
    this.program = program;
    this.needsNoContext = needsNoContext;
  }

  /** Loaded with the first condition. */
  private static final class Environment {
    static final CelOptions OPTIONS =
        CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .comprehensionMaxIterations(MAX_TURNS)
            .maxRegexProgramSize(MAX_REGEX)
            .build();
    static final CelCompiler COMPILER = compiler();
    static final CelRuntime RUNTIME =
        CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

    private static CelCompiler compiler() {
      CelCompilerBuilder builder =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(OPTIONS)
              .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
              .addVar("command", ListType.create(SimpleType.STRING))
              .setResultType(SimpleType.BOOL);
      for (String variable : VARIABLES) {
        builder.addVar(variable, SimpleType.STRING);
      }
      return builder.build();
    }
  }

  /**
   * The condition {@code text}.
   *
   * @throws MalformedException when it is none; the message says what and where in the text
   */
  static CelCondition compile(String text) throws MalformedException {
    try {
      CelValidationResult result = Environment.COMPILER.compile(text);
      if (result.hasError()) {
        throw malformed(result.getErrors().getFirst());
      }
      CelAbstractSyntaxTree tree = result.getAst();
      boolean free = true;
      for (var reference : tree.getReferenceMap().values()) {
        free &= !OF_CONTEXT.contains(reference.name());
      }
      return new CelCondition(Environment.RUNTIME.createProgram(tree), free);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new MalformedException(String.valueOf(e.getMessage()));
    }
  }

  private static MalformedException malformed(CelIssue issue) {
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn() + 1;
    String where = line == 1 ? " (column " : " (line " + line + ", column ";
    return new MalformedException(issue.getMessage() + where + column + " of the condition)");
  }

  @Override
  public boolean needsNoContext() {
    return needsNoContext;
  }

  @Override
  public Outcome evaluate(Query query, @Nullable String path) {
    Map<String, Object> values = values(query, path);
    Steps steps = new Steps();
    if (steps.spend(length(values)) > MAX_STEPS) {
      return Outcome.FAILED;
    }
    try {
      Object result = program.trace(values, (part, value) -> steps.count(value));
      if (!(result instanceof Boolean holds)) {
        return Outcome.FAILED;
      }
      return holds ? Outcome.HOLDS : Outcome.DOES_NOT_HOLD;
    } catch (CelEvaluationException e) {
      return Outcome.FAILED;
    }
  }

  /** What an evaluation has cost so far. */
  private static final class Steps {
    private long spent;

    long spend(long steps) {
      spent += steps;
      return spent;
    }

    /** Also called for the whole expression, so that no {@code ||} in it swallows the error. */
    void count(Object value) {
      long length = value instanceof CharSequence text ? text.length() : 0;
      if (spend(1 + length) > MAX_STEPS) {
        throw new IllegalStateException("more than " + MAX_STEPS + " steps");
      }
    }
  }

  private static Map<String, Object> values(Query query, @Nullable String path) {
    Context.Who who = query.context().who();
    Path cwd = query.context().cwd();
    Map<String, Object> values = new HashMap<>();
    List<String> command = words(query.command());
    values.put("command", command);
    values.put("program", command.isEmpty() ? "" : CommandPattern.plainName(command.getFirst()));
    values.put("cwd", cwd == null ? "" : cwd.toString());
    values.put("agent", who.agent());
    values.put("tool", who.tool());
    values.put("host", query.host() == null ? "" : query.host());
    values.put("path", path == null ? "" : path);
    values.put("mode", who.mode());
    values.put("policy", who.policy());
    values.put("user", who.user());
    return values;
  }

  /** A word that is not known is the empty string. */
  private static List<String> words(@Nullable Command command) {
    List<String> words = new ArrayList<>();
    if (command != null) {
      for (Word word : command.words()) {
        words.add(word.isKnown() ? word.text() : "");
      }
    }
    return words;
  }

  private static long length(Map<String, Object> values) {
    long length = 0;
    for (Object value : values.values()) {
      if (value instanceof String text) {
        length += text.length();
      } else if (value instanceof List<?> words) {
        for (Object word : words) {
          length += ((String) word).length() + 1;
        }
      }
    }
    return length;
  }
}
