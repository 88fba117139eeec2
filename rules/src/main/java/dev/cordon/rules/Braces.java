package dev.cordon.rules;

import java.util.ArrayList;
import java.util.List;

/** Choices between braces: {@code a.{b,c}} is {@code a.b} and {@code a.c}. Pure. */
final class Braces {

  private Braces() {}

  /**
   * Every text that {@code pattern} stands for.
   *
   * @param max most texts it may stand for
   * @throws PathPattern.MalformedException when braces do not match, or there are more texts
   */
  static List<String> expand(String pattern, int max) throws PathPattern.MalformedException {
    List<String> open = new ArrayList<>(List.of(pattern));
    List<String> done = new ArrayList<>();
    while (!open.isEmpty()) {
      String text = open.removeLast();
      int start = text.lastIndexOf('{');
      if (start < 0) {
        if (text.indexOf('}') >= 0) {
          throw new PathPattern.MalformedException("has a } without its {");
        }
        done.add(text);
      } else {
        choose(text, start, open);
      }
      if (open.size() + done.size() > max) {
        throw new PathPattern.MalformedException("stands for more than " + max + " paths");
      }
    }
    return done;
  }

  private static void choose(String text, int start, List<String> open)
      throws PathPattern.MalformedException {
    int end = text.indexOf('}', start);
    if (end < 0) {
      throw new PathPattern.MalformedException("has a { without its }");
    }
    String[] choices = text.substring(start + 1, end).split(",", -1);
    for (int i = choices.length - 1; i >= 0; i--) {
      open.add(text.substring(0, start) + choices[i] + text.substring(end + 1));
    }
  }
}
