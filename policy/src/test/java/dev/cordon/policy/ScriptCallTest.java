package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words may name a file that is executed. Options' values are in brackets. */
class ScriptCallTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ./deploy.sh staging                | ./deploy.sh: staging
          bash tools/x.sh a                  | bash! tools/x.sh a
          bash -o pipefail x.sh              | bash! [pipefail] x.sh
          node --require=./r.js app.js       | node! [./r.js] app.js
          python3 -- gen.py                  | python3! gen.py
          sudo -u root bash x.sh             | sudo: [root] bash x.sh, bash! x.sh
          env A=1 ./x                        | env: A=1 ./x, ./x:
          sh -c `python3 gen.py; . ./lib`    | sh! [python3 gen.py; . ./lib], python3! gen.py, .! ./lib
          sh -c `cd sub && ./x`              | sh! [cd sub && ./x], cd: sub, ./x: in project sub
          sh -c `cd "$D"; ./x`               | sh! [cd "$D"; ./x], cd:, ./x: ?
          sh -c `bash "$X" y`                | sh! [bash "$X" y], bash! y ?, : ?
          sh -c `bash x "$Y"`                | sh! [bash x "$Y"], bash! x
          sh -c `"$X" y`                     | sh! ["$X" y], : y ?
          """)
  void areFoundInAllThatRuns(String line, String calls) {
    assertThat(shown(ScriptCall.of(words(line), Scene.WORKSPACE, Scene.HOME))).isEqualTo(calls);
  }

  @Test
  void ofAScriptThatIsNotUnderstoodTheCallItselfIsKnown() {
    assertThat(
            shown(ScriptCall.of(List.of("bash", "-c", "echo 'open"), Scene.WORKSPACE, Scene.HOME)))
        .isEqualTo("bash! [echo 'open]");
  }

  private static String shown(List<ScriptCall> calls) {
    List<String> all = new ArrayList<>();
    for (ScriptCall call : calls) {
      StringBuilder text = new StringBuilder(call.program()).append(call.interpreter() ? '!' : ':');
      for (ScriptCall.Operand operand : call.operands()) {
        String word = operand.text();
        text.append(' ').append(operand.option() ? "[" + word + "]" : word);
      }
      if (call.directories().size() > 1) {
        text.append(" in");
        for (Path directory : call.directories()) {
          text.append(' ').append(directory.getFileName());
        }
      }
      all.add(text.append(call.known() ? "" : " ?").toString());
    }
    return String.join(", ", all);
  }

  /** Words at spaces, but for one in backquotes at the end. */
  private static List<String> words(String line) {
    int quote = line.indexOf('`');
    String plain = quote < 0 ? line : line.substring(0, quote).strip();
    List<String> words = new ArrayList<>(List.of(plain.split(" ", -1)));
    if (quote >= 0) {
      words.add(line.substring(quote + 1, line.length() - 1));
    }
    return words;
  }
}
