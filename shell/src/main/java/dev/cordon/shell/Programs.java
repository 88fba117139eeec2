package dev.cordon.shell;

/** What the programs of a machine really are, whatever path or link they are called by. */
public interface Programs {

  /** Goes by the name alone: what follows the last slash. */
  Programs BY_NAME =
      new Programs() {
        @Override
        public String nameOf(String word) {
          return word.substring(word.lastIndexOf('/') + 1);
        }

        @Override
        public boolean isSystem(String word) {
          return true;
        }
      };

  /**
   * The plain name of the program that a command calls.
   *
   * @param word the first word of the command; not empty
   * @return what the name follows from is up to the machine; the last part of {@code word} where
   *     nothing better is known
   */
  String nameOf(String word);

  /**
   * Whether the program lies where only root can replace it. A name that the shell itself answers
   * to is taken for the program of that name.
   */
  boolean isSystem(String word);
}
