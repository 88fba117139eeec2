package dev.cordon.shell;

import java.util.List;

/**
 * Options whose value some program runs as a command, as far as its manual says. Data, one row a
 * line: {@code programs | options with a script | options before a command's words | example}. A
 * script is the next word, or what follows {@code =} or the letter in the same word; an option that
 * ends in {@code =} has it in the same word. Words go on to the end or a {@code ;}. A row without
 * options is about what {@link InOptions} knows of the program by itself. Immutable.
 *
 * @param scripts options whose value is a script
 * @param words options after which the words of a command stand
 */
record CommandOptions(List<String> scripts, List<String> words) {

  private static final String[] TEXT = {
    "git | --upload-pack --receive-pack --exec --extcmd --open-files-in-pager | | NAME clone --upload-pack=CMD a b",
    "gitk | --argscmd | | NAME --argscmd=CMD",
    "tar bsdtar gtar | -I -F --to-command --use-compress-program --rsh-command --rmt-command --info-script --new-volume-script | | NAME -cI CMD -f a b",
    "rsync | -e --rsh --rsync-path | | NAME -avzPhe CMD a b:c",
    "man | -P -H --pager --html | | NAME -P CMD a",
    "rg | --pre --hostname-bin | | NAME --pre CMD a",
    "scp sftp | -S -D | | NAME -S CMD a b:c",
    "mosh | --ssh --server --client | | NAME --ssh=CMD h",
    "bat batcat delta ag ack | --pager | | NAME --pager CMD a",
    "emacsclient | -a --alternate-editor | | NAME -a CMD a",
    "nano | -s --speller | | NAME -s CMD a",
    "java | -XX:OnError= -XX:OnOutOfMemoryError= | | NAME -XX:OnError=CMD A",
    "cpio | --rsh-command | | NAME -o --rsh-command=CMD -F h:a",
    "rpm rpmbuild rpmspec | | | NAME --eval '%(rm -rf x)'",
    "wget wget2 | --use-askpass | | NAME --use-askpass=CMD u",
    "sort | --compress-program | | NAME --compress-program=CMD a",
    "split | --filter | | NAME --filter=CMD a",
    "zip | -TT --unzip-command | | NAME -T -TT CMD a b",
    "mapfile readarray compgen complete | -C | | NAME -C CMD a",
    "fc | -e | | NAME -e CMD 1",
    "su runuser | -c --command --session-command | | NAME a --session-command=CMD",
    "flock script scriptlive | -c --command | | NAME -c CMD f",
    "hyperfine | -p -s -c -C --prepare --setup --cleanup --conclude --shell | | NAME -p CMD ls",
    "entr | -s | | NAME -cs CMD",
    "ansible | -a --args | | NAME all -m shell -a CMD",
    "nodemon | -x --exec | | NAME --exec CMD",
    "npm npx pnpm mise rtx | -c --call --command | | NAME exec -c CMD",
    "doppler | --command | | NAME run --command CMD",
    "nix-shell | --run --command | | NAME -p a --run CMD",
    "nix | | -c --command | NAME develop . -c CMD",
    "just | --shell --chooser | -c --command | NAME --shell CMD",
    "cargo | -s --shell | | NAME watch -s CMD",
    "vagrant | -c --command | | NAME ssh -c CMD",
    "gcloud | --command | | NAME compute ssh h --command=CMD",
    "fly flyctl | -C --command | | NAME ssh console -C CMD",
    "aws | --command | | NAME ecs execute-command --command CMD",
    "et | -c --command | | NAME h -c CMD",
    "docker podman | --health-cmd | | NAME run --health-cmd CMD i",
    "make gmake bmake | | | NAME CC='rm -rf x'",
    "nc ncat netcat nc.traditional nc.openbsd | -e -c --exec --sh-exec | | NAME -nve CMD h 80",
    "socat | | | NAME - EXEC:'rm -rf x'",
    "jobs | | -x | NAME -x CMD",
    "gdb | | --args -args | NAME -q --args CMD",
    "fd fdfind | | -x -X --exec --exec-batch | NAME . -x CMD",
    "xterm rxvt urxvt alacritty st konsole foot | | -e --command | NAME -e CMD",
  };

  private static final int SCRIPTS = 1;
  private static final int WORDS = 2;

  private static final CommandOptions NONE = new CommandOptions(List.of(), List.of());

  /** Those of the program called {@code name}; empty for most. */
  static CommandOptions of(String name) {
    List<CommandOptions> rows = table().of(name);
    return rows.isEmpty() ? NONE : rows.getFirst();
  }

  /** Whether the program called {@code name} has any. */
  static boolean hasAny(String name) {
    return table().knows(name);
  }

  static Table<CommandOptions> table() {
    return Read.TABLE;
  }

  private static final class Read implements Table.Reader<CommandOptions> {
    static final Table<CommandOptions> TABLE = new Table<>(new Read(), TEXT);

    @Override
    public CommandOptions read(String[] fields) {
      return new CommandOptions(Table.words(fields[SCRIPTS]), Table.words(fields[WORDS]));
    }
  }
}
