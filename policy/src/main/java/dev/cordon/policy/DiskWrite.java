package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Word;
import java.util.List;

/** Whether a command writes to a disk as if it were a file. Pure. */
final class DiskWrite {

  private static final List<String> DISKS =
      List.of(
          "/dev/sd",
          "/dev/hd",
          "/dev/vd",
          "/dev/xvd",
          "/dev/nvme",
          "/dev/mmcblk",
          "/dev/disk",
          "/dev/rdisk",
          "/dev/mapper/",
          "/dev/dm-",
          "/dev/md",
          "/dev/mem",
          "/dev/kmem");

  private DiskWrite() {}

  static boolean isDone(Command command) {
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      if (redirect.kind() == Redirect.Kind.WRITE && isDisk(redirect.target())) {
        return true;
      }
    }
    List<Word> words = command.words();
    if (words.size() < 2) {
      return false;
    }
    return switch (command.program()) {
      case "cp", "mv", "install", "ddrescue" -> isDisk(words.getLast());
      case "tee", "sponge" -> hasDisk(words);
      default -> false;
    };
  }

  private static boolean hasDisk(List<Word> words) {
    for (int i = 1; i < words.size(); i++) {
      if (isDisk(words.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDisk(Word word) {
    for (int i = 0; i < DISKS.size(); i++) {
      if (word.text().startsWith(DISKS.get(i))) {
        return true;
      }
    }
    return false;
  }
}
