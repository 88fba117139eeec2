package dev.cordon.cli;

/** The texts of {@code --help}. */
final class Help {
  static final String CORDON =
      """
      cordon: runs coding agents and commands inside a boundary, and keeps a record

        cordon run [FLAG…] -- COMMAND…      run a command or a whole agent inside the boundary
        cordon check [FLAG…] -- COMMAND…    say what would happen and why; run nothing
        cordon rules check|test|import      rules of your own: look at them, try them, bring them over
        cordon grants list|revoke|prune     approvals that are remembered, and taking them back
        cordon doctor [--json]              try what this machine can enforce
        cordon log [FLAG…]                  read the journal
        cordon log verify                   verify that nobody has changed it

      cordon COMMAND --help tells more
      """;

  private static final String FLAGS =
      """
        -s, --sandbox MODE            read-only, workspace-write (default), danger-full-access
        -a, --ask-for-approval POLICY untrusted, on-request (default), never
        -C, --cd DIR                  the workspace; default is the current folder
            --add-dir DIR             another folder to write to; may be repeated
        -p, --profile NAME            the configuration $CORDON_HOME/NAME.config.toml on top
        -c, --config KEY=VALUE        one setting, as in config.toml; may be repeated
            --yolo                    no boundary, no questions; recorded all the same
                                      (--dangerously-bypass-approvals-and-sandbox)
      """;

  static final String RUN =
      """
      cordon run [FLAG…] -- COMMAND [ARGUMENT…]

      Runs a command inside the boundary. Its streams and its exit code are its own.

      """
          + FLAGS
          + """
                --report FILE             write what was asked, decided and refused as JSON

          exit codes: the command's own; 128+n for signal n; 125 could not be set up, nothing ran;
          126 denied; 127 not found; 2 wrong usage
          """;

  static final String CHECK =
      """
      cordon check [FLAG…] -- COMMAND [ARGUMENT…]
      cordon check [FLAG…] --patch FILE

      Says what `cordon run` would do with the same flags, and why. Runs nothing.
      Of a patch, says what would be said of each path that it touches.

      """
          + FLAGS
          + """
                --patch FILE              a patch as agents send it to apply_patch; - is standard
                                          input
                --json                    one JSON document
          """;

  static final String RULES =
      """
      cordon rules check [FILE…]
      cordon rules test [FLAG…] FILE
      cordon rules import codex|claude|gemini FILE

      Rules are in $CORDON_HOME/rules/*.toml, .cordon/rules/*.toml of a project (which may only
      tighten) and /etc/cordon/rules/*.toml (root's); docs/rules.md says how to write them.

        check    loads them, with their examples, and names what is odd: rules that never decide,
                 and allowances that are too wide
        test     judges the lines of FILE, each a decision and a command (or path:, host:, tool:),
                 with the flags of `cordon check`
        import   prints the rules of another tool as rules of ours on standard output, and what
                 became of each line on standard error

      exit codes: 0 all is well; 1 something was found; 125 a file does not load; 2 wrong usage
      """;

  static final String LOG =
      """
      cordon log [FLAG…]
      cordon log verify [--json]

      Reads the journal, newest last.

            --since TIME              30m, 12h, 7d, or 2026-01-31T08:00:00Z
            --verdict VERDICT         allow, log, ask, deny
            --kind KIND               run_requested, run_finished, escalation, approval, refusal,
                                      revocation, network, session_note
            --session ID              one session
            --host HOST               connections to a host, or to those below a domain
            --text WORDS              events that hold these words
            --json                    one JSON object a line
      """;

  static final String GRANTS =
      """
      cordon grants list [--all] [-C DIR] [--json]
      cordon grants revoke ID…
      cordon grants prune

      What was approved with [p] or [a] and holds for a project until it expires (after 30 days).

        list                          those of the workspace, which is the current folder
            --all                     of all workspaces
        -C, --cd DIR                  of the workspace DIR
            --json                    one JSON object a line
        revoke                        takes approvals back, in whatever workspace; a session that
                                      runs keeps what it has opened
        prune                         removes what has expired, and what is for a folder that is
                                      gone
      """;

  static final String DOCTOR =
      """
      cordon doctor [--json]

      Tries each mechanism of the boundary by using it, and names the fix for what fails.
      """;

  private Help() {}
}
