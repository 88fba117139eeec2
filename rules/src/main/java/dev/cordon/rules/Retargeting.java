package dev.cordon.rules;

import dev.cordon.shell.Command;
import dev.cordon.shell.Table;
import dev.cordon.shell.Word;
import java.util.List;

/**
 * Options that put something else in the place of what a task, a build or a check would run:
 * another file of recipes, another folder, a plug-in. A rule that allows {@code make test} does not
 * mean {@code make test -f other}. Data: {@code programs | options}; {@code +} in front says that
 * short ones may stand in a row.
 */
final class Retargeting {

  private static final String IN_ROWS = "+";

  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 4;

  private static final String[] TEXT = {
    "make gmake | + -f -C -I -E --file --makefile --directory --include-dir --eval",
    "just | + -f -d --justfile --working-directory --shell --set --dotenv-path",
    "rake | + -f -r -R -I --rakefile --rakelibdir --require --libdir --system",
    "ninja | + -f -C",
    "cmake ctest | -P -S -C -E --script --extra-verbose",
    "npm npx pnpm yarn bun | -C --prefix --dir --cwd --script-shell --userconfig --globalconfig --node-options --config",
    "cargo | -C -Z --manifest-path --config",
    "go | -C -exec -toolexec -overlay -modfile -vettool",
    "mvn mvnw | -f -s -t --file --settings --global-settings --toolchains",
    "gradle gradlew | -b -c -I -p -g --build-file --settings-file --init-script --project-dir --gradle-user-home --include-build",
    "bundle | --gemfile",
    "composer | -d --working-dir",
    "dotnet swift | --package-path --project",
    "pytest | + -c -o -p --config-file --confcutdir --override-ini --rootdir",
    "tox nox | + -c -f -r --conf --noxfile --workdir --root",
    "mypy flake8 ruff black pylint isort | --config --config-file --load-plugins --rcfile --settings-path",
    "jest vitest mocha ava | -c -r --config --rootDir --root --require --globalSetup --setupFiles --setupFilesAfterEnv --transform --reporters --import --loader",
    "eslint prettier stylelint tsc webpack vite rollup babel | -c -p --config --project --plugin --plugins --rulesdir --resolve-plugins-relative-to --format --parser --build --preset --presets",
    "phpunit phpstan | -c --configuration --bootstrap --autoload-file",
    "docker docker-compose podman podman-compose | -f -H -c --file --project-directory --host --context --env-file",
    "kubectl helm | --kubeconfig --context --server --as --token --kube-context",
    "terraform tofu | -chdir -var-file -backend-config",
    "bazel | --bazelrc --override_repository --override_module --run_under",
  };

  private Retargeting() {}

  /** Whether a word from {@code from} on is, or may be, such an option of the program. */
  static boolean isAmong(Command command, int from) {
    List<List<String>> rows = Read.TABLE.of(CommandPattern.plainName(command.program()));
    if (rows.isEmpty()) {
      return false;
    }
    List<String> options = rows.getFirst();
    for (int i = from; i < command.words().size(); i++) {
      if (isOne(options, command.words().get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(List<String> options, Word word) {
    if (!word.isKnown() && word.mayStartWith("-")) {
      return true;
    }
    String text = word.text();
    if (!OptionToken.is(text)) {
      return false;
    }
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    boolean rows = options.getFirst().equals(IN_ROWS);
    for (int i = 0; i < options.size(); i++) {
      if (isSpelled(name, options.get(i), rows)) {
        return true;
      }
    }
    return false;
  }

  /** Long options may be shortened; short ones stand before their value or in a row. */
  private static boolean isSpelled(String name, String option, boolean rows) {
    if (option.startsWith("--")) {
      return name.length() >= SHORTEST_PREFIX && option.startsWith(name);
    }
    if (option.length() > 2 || name.startsWith("--")) {
      return name.equals(option);
    }
    int at = name.indexOf(option.charAt(option.length() - 1));
    return at == 1 || (rows && at > 0);
  }

  private static final class Read implements Table.Reader<List<String>> {
    static final Table<List<String>> TABLE = new Table<>(new Read(), TEXT);

    @Override
    public List<String> read(String[] fields) {
      return Table.words(fields[1]);
    }
  }
}
