package dev.cordon.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterBash;

/** tree-sitter-bash: another opinion on which commands a script holds. */
final class Oracle {
  private final TSParser parser = new TSParser();
  private byte[] bytes = {};
  private final List<String> names = new ArrayList<>();

  Oracle() {
    parser.setLanguage(new TreeSitterBash());
  }

  /** What stands where the name of a program would, as written, sorted; null when it has errors. */
  @Nullable List<String> names(String script) {
    bytes = script.getBytes(StandardCharsets.UTF_8);
    names.clear();
    TSTree tree = parser.parseString(null, script);
    TSNode root = tree.getRootNode();
    if (root.hasError()) {
      return null;
    }
    walk(root, false);
    names.sort(null);
    return List.copyOf(names);
  }

  /** In {@code [ … ]} the oracle takes words such as {@code command} for a program. */
  private void walk(TSNode node, boolean test) {
    boolean inTest = test;
    switch (node.getType()) {
      case "command_name" -> {
        if (!test) {
          names.add(text(node));
        }
      }
      case "declaration_command", "unset_command" -> names.add(text(node.getChild(0)));
      case "test_command" -> {
        if (text(node).startsWith("[") && !text(node).startsWith("[[")) {
          names.add("[");
          inTest = true;
        }
      }
      case "command_substitution", "process_substitution" -> inTest = false;
      default -> {}
    }
    for (int i = 0; i < node.getChildCount(); i++) {
      walk(node.getChild(i), inTest);
    }
  }

  private String text(TSNode node) {
    return new String(
        bytes,
        node.getStartByte(),
        node.getEndByte() - node.getStartByte(),
        StandardCharsets.UTF_8);
  }
}
