package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Table;
import dev.cordon.shell.Word;
import java.util.List;

/**
 * Options that name the folder in which a program works, or what it runs. Data, one row a line:
 * {@code programs | options | example}. {@code first} is the first operand, and {@code ?} in front
 * of an option says that it leads to folders nobody knows.
 */
final class FolderOptions {

  private static final String[] TEXT = {
    "env genv | -C --chdir | NAME -iC /etc cat shadow",
    "sudo doas | -D -R --chdir --chroot | NAME -D/etc cat shadow",
    "unshare | -w -R --wd --root | NAME -w /etc cat shadow",
    "nsenter | -w -W -r --wd --wdns --root | NAME --wd=/etc -t 1 cat shadow",
    "chroot | first | NAME /etc cat shadow",
    "bwrap | --chdir | NAME --bind / / --chdir /etc cat shadow",
    "proot | -w -r --cwd --pwd --rootfs | NAME -w /etc cat shadow",
    "start-stop-daemon | -d -r --chdir --chroot | NAME -d /etc -S -x cat -- shadow",
    "docker podman nerdctl docker-compose podman-compose | -w --workdir --project-directory | NAME run -w /etc a cat shadow",
    "lxc incus | --cwd | NAME exec c --cwd /etc -- cat shadow",
    "singularity apptainer | --pwd | NAME exec --pwd /etc i cat shadow",
    "parallel sem | --wd --workdir | NAME --wd /etc cat ::: shadow",
    "watchexec | -w --workdir | NAME --workdir /etc cat shadow",
    "find gfind | ?-execdir ?-okdir | NAME /etc -execdir cat shadow ';'",
    "tar gtar bsdtar | -C --directory --cd | NAME -cC /etc shadow",
    "make gmake bmake ninja | -C --directory | NAME -C /etc -f shadow",
    "git | -C --work-tree | NAME -C /etc show HEAD:shadow",
    "cpio pax | -D --directory | NAME -oD /etc < shadow",
    "npm pnpm yarn bun | -C --prefix --dir --cwd | NAME --prefix /etc exec cat shadow",
    "uv poetry pdm pipenv hatch | -C --directory --project | NAME run --directory /etc cat shadow",
    "conda mamba micromamba | --cwd | NAME run --cwd /etc cat shadow",
    "mise rtx | -C --cd | NAME exec -C /etc -- cat shadow",
    "just | -d --working-directory | NAME -d /etc -c cat shadow",
    "curl | --output-dir | NAME --output-dir /etc -o shadow u",
  };

  private static final char NOT_KNOWN = '?';
  private static final String FIRST = "first";

  private final List<String> options;

  private FolderOptions(List<String> options) {
    this.options = options;
  }

  /** Whether {@code command} may be given a folder. */
  static boolean hasAny(Command command) {
    return !command.words().isEmpty() && Read.TABLE.knows(Text.fold(command.program()));
  }

  /** Where {@code command}, and what it runs, works that is started in {@code standing}. */
  static Standing of(Command command, Standing standing) {
    List<FolderOptions> rows = Read.TABLE.of(Text.fold(command.program()));
    return rows.isEmpty() ? standing : rows.getFirst().standing(command, standing);
  }

  /** The rows, for those who hold them against their examples. */
  static List<String[]> rows() {
    return Read.TABLE.rows();
  }

  private Standing standing(Command command, Standing standing) {
    List<Word> words = command.words();
    Standing now = standing;
    boolean first = true;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      Word next = i + 1 < words.size() ? words.get(i + 1) : word;
      boolean operand = !word.text().startsWith("-");
      for (int o = 0; o < options.size(); o++) {
        String option = options.get(o);
        if (option.charAt(0) == NOT_KNOWN) {
          now = word.is(option.substring(1)) ? now.lost() : now;
        } else if (option.equals(FIRST)) {
          now = operand && first ? now.to(word) : now;
        } else if (!operand) {
          Word folder = OptionValue.of(option, word, next);
          now = folder == null ? now : now.to(folder);
        }
      }
      // What follows an option may be its value.
      first &= !operand || words.get(i - 1).text().startsWith("-");
    }
    boolean bundled = words.size() > 1 && isBundle(command.program(), words.get(1));
    now = bundled ? now.lost() : now;
    return new Standing(
        now.directories(), now.homes(), standing.moved(), now.known(), now.searched());
  }

  /** {@code tar xCf d a}: which of the words is the folder is not looked for. */
  private static boolean isBundle(String program, Word first) {
    return program.endsWith("tar")
        && !first.text().startsWith("-")
        && first.text().indexOf('/') < 0
        && first.text().indexOf('C') >= 0;
  }

  private static final class Read implements Table.Reader<FolderOptions> {
    static final Table<FolderOptions> TABLE = new Table<>(new Read(), TEXT);

    @Override
    public FolderOptions read(String[] fields) {
      return new FolderOptions(Table.words(fields[1]));
    }
  }
}
