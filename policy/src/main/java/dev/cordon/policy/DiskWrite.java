package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Table;
import dev.cordon.shell.Word;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a command writes to a disk as if it were a file. The programs that do are data, one row a
 * line: {@code programs | what is written | example}: {@code last} the last word, {@code any} any
 * word that names a disk, or the values of options. Pure.
 */
final class DiskWrite {

  private static final String[] TEXT = {
    "cp mv install ddrescue rsync scp xxd fallocate | last | NAME a /dev/sda",
    "tee sponge dcfldd dc3dd | any | NAME of=/dev/sda",
    "curl wget wget2 aria2c | any | NAME -o /dev/sda u",
    "tar gtar bsdtar | any | NAME cf /dev/sda a",
    "7z 7za 7zz zip | any | NAME a /dev/sda b",
    "qemu-img ffmpeg partclone.restore bmaptool | any | NAME convert a /dev/sda",
    "git | any | NAME archive -o /dev/sda HEAD",
    "find gfind | -fprint -fprint0 -fls -fprintf | NAME . -fls /dev/sda",
    "sed gsed | -i --in-place | NAME -i s/a/b/ /dev/sda",
    "pv sort shuf zstd xorriso mkisofs genisoimage age gpg | -o --output | NAME -o /dev/sda a",
    "cpio | -O -F --file | NAME -oF /dev/sda",
    "pax | -f | NAME -wf /dev/sda a",
    "openssl | -out | NAME enc -out /dev/sda",
    "less | -o -O --log-file --LOG-FILE | NAME -o /dev/sda a",
    "vi vim nvim | -w -W | NAME -w /dev/sda a",
    "script | last | NAME /dev/sda",
  };

  private static final String LAST = "last";
  private static final String ANY = "any";
  private static final List<String> IN_PLACE = List.of("sed", "gsed");

  /** What the names of disks and of memory in {@code /dev} start with. */
  private static final List<String> DISKS =
      List.of(
          "sd", "hd", "vd", "xvd", "nvme", "mmcblk", "disk", "rdisk", "dm-", "md", "mem", "kmem",
          "port", "loop", "nbd", "zd", "sr", "mapper", "block", "root");

  private static final Danger ON_A_DISK = new Danger("dangerous.disk", "it writes to a whole disk");
  private static final Danger TO_THE_KERNEL =
      new Danger("dangerous.sysrq", "it stops the machine, or parts of it");

  private DiskWrite() {}

  /**
   * What is dangerous about where {@code command} writes; null when nothing is.
   *
   * @param directories where relative paths may start from
   */
  static @Nullable Danger of(Command command, List<Path> directories) {
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      if (redirect.kind() == Redirect.Kind.WRITE) {
        Danger danger = on(redirect.target(), directories);
        if (danger != null) {
          return danger;
        }
      }
    }
    List<List<String>> rows = Read.TABLE.of(Text.fold(command.program()));
    return rows.isEmpty() || command.words().size() < 2
        ? null
        : written(rows.getFirst(), command, directories);
  }

  private static @Nullable Danger written(
      List<String> written, Command command, List<Path> directories) {
    List<Word> words = command.words();
    if (written.contains(LAST)) {
      return on(words.getLast(), directories);
    }
    boolean any = written.contains(ANY);
    for (int i = 1; i < words.size(); i++) {
      Word next = words.get(Math.min(i + 1, words.size() - 1));
      Danger danger = any ? onGlued(words.get(i), directories) : null;
      for (int o = 0; o < written.size() && !any && danger == null; o++) {
        Word value = OptionValue.of(written.get(o), words.get(i), next);
        boolean all = value != null && IN_PLACE.contains(command.program());
        danger = value == null ? null : all ? onAny(words, directories) : on(value, directories);
      }
      if (danger != null) {
        return danger;
      }
    }
    return null;
  }

  private static @Nullable Danger onAny(List<Word> words, List<Path> directories) {
    for (int i = 1; i < words.size(); i++) {
      Danger danger = on(words.get(i), directories);
      if (danger != null) {
        return danger;
      }
    }
    return null;
  }

  /** The word, and what is glued to an option in it. */
  private static @Nullable Danger onGlued(Word word, List<Path> directories) {
    int slash = word.text().startsWith("-") ? word.text().indexOf('/') : -1;
    return slash > 0
        ? on(Word.of(word.text().substring(slash)), directories)
        : on(word, directories);
  }

  private static @Nullable Danger on(Word word, List<Path> directories) {
    if (word.home()) {
      return null;
    }
    for (int i = 0; i < directories.size(); i++) {
      ArgumentPaths paths = new ArgumentPaths(word.text(), Names.folded(directories.get(i)));
      while (paths.next()) {
        Danger danger = on(paths.resolved(), word);
        if (danger != null) {
          return danger;
        }
      }
    }
    return null;
  }

  private static @Nullable Danger on(String[] names, Word word) {
    if (names.length == 2 && names[0].equals("proc") && names[1].equals("sysrq-trigger")) {
      return TO_THE_KERNEL;
    }
    if (names.length == 0 || !names[0].equals("dev")) {
      return null;
    }
    if (names.length == 1) {
      return !word.isKnown() && word.text().endsWith("/") ? ON_A_DISK : null;
    }
    for (int i = 0; i < DISKS.size(); i++) {
      if (names[1].startsWith(DISKS.get(i))) {
        return ON_A_DISK;
      }
    }
    return null;
  }

  /** The rows, for those who hold them against their examples. */
  static List<String[]> rows() {
    return Read.TABLE.rows();
  }

  private static final class Read implements Table.Reader<List<String>> {
    static final Table<List<String>> TABLE = new Table<>(new Read(), TEXT);

    @Override
    public List<String> read(String[] fields) {
      return Table.words(fields[1]);
    }
  }
}
