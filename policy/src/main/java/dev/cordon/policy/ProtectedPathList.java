package dev.cordon.policy;

/**
 * What stays read-only inside every writable root. A class, not a resource: opening the program's
 * own archive costs a start ten milliseconds.
 *
 * <p>One path a line, three fields separated by spaces:
 *
 * <ul>
 *   <li>path: relative to the writable root, components separated by {@code /};
 *   <li>kind: {@code dir}, with everything below it; {@code file}; or {@code pattern}, a file name
 *       with {@code *} and {@code ?} directly in the root;
 *   <li>absent, what holds while it does not exist: {@code guard}, it cannot be created; {@code
 *       watch}, it can be created and is named when the session ends; {@code existing}, for
 *       patterns only, nothing.
 * </ul>
 *
 * <p>A line that begins with {@code #:} says, for a person, why the paths below it are protected.
 *
 * <p>{@code guard} is for what an agent, a shell or an editor picks up by itself; {@code watch} is
 * for what runs only when a person runs the tool, or what ordinary installs write. Instruction
 * files ({@code AGENTS.md} and its family) are text for agents, not orders for the host, and stay
 * writable. Git's own files are not listed here: {@link GitPaths} knows them at any depth. A file
 * name without a dot that is to be found below a root, too, stands in the stage's {@code search.c}.
 */
final class ProtectedPathList {
  static final String TEXT =
      """
      # Cordon's own project configuration
      #: Cordon takes its settings from it
      .cordon                                      dir     guard

      # Agents: configuration, hooks, skills, servers they start
      #: an agent takes its orders from it
      .agent                                       dir     guard
      .agents                                      dir     guard
      .aider.conf.yml                              file    guard
      .amazonq                                     dir     guard
      .amp                                         dir     guard
      .augment                                     dir     guard
      .aws                                         dir     guard
      .claude                                      dir     guard
      .claude.json                                 file    guard
      .clinerules                                  dir     guard
      .codex                                       dir     guard
      .continue                                    dir     guard
      .crush.json                                  file    guard
      .cursor                                      dir     guard
      .factory                                     dir     guard
      .gemini                                      dir     guard
      .github/copilot                              dir     guard
      .github/hooks                                dir     guard
      .github/mcp.json                             file    guard
      .github/skills                               dir     guard
      .junie                                       dir     guard
      .kilocode                                    dir     guard
      .kiro                                        dir     guard
      .mcp.json                                    file    guard
      .opencode                                    dir     guard
      .openhands                                   dir     guard
      .pi                                          dir     guard
      .qwen                                        dir     guard
      .roo                                         dir     guard
      .windsurf                                    dir     guard
      .zed                                         dir     guard
      crush.json                                   file    guard
      crushrc                                      file    guard
      opencode.json                                file    guard
      opencode.jsonc                               file    guard

      # Editors: tasks and settings that execute
      #: an editor runs what it says
      .idea                                        dir     guard
      .vscode                                      dir     guard
      *.code-workspace                             pattern existing

      # Shells: files read at start and end
      #: a shell starts with it
      .bash_aliases                                file    guard
      .bash_login                                  file    guard
      .bash_logout                                 file    guard
      .bash_profile                                file    guard
      .bashrc                                      file    guard
      .envrc                                       file    guard
      .profile                                     file    guard
      .zlogin                                      file    guard
      .zlogout                                     file    guard
      .zprofile                                    file    guard
      .zshenv                                      file    guard
      .zshrc                                       file    guard

      # Tools: defaults that name programs
      #: a tool runs what it names
      .gitconfig                                   file    guard
      .gitmodules                                  file    guard
      .ripgreprc                                   file    guard

      # Runs when a person runs the tool, or written by ordinary installs
      #: a tool runs what it names
      .bazelrc                                     file    watch
      .bazelversion                                file    watch
      .cargo                                       dir     watch
      .config/git                                  dir     watch
      .config/lefthook.yml                         file    watch
      .devcontainer                                dir     watch
      .devcontainer.json                           file    watch
      .husky                                       dir     watch
      .lefthook-local.yml                          file    watch
      .lefthook.json                               file    watch
      .lefthook.toml                               file    watch
      .lefthook.yaml                               file    watch
      .lefthook.yml                                file    watch
      .mvn                                         dir     watch
      .npmrc                                       file    watch
      .pnp.cjs                                     file    watch
      .pnp.js                                      file    watch
      .pnp.loader.mjs                              file    watch
      .pnpmfile.cjs                                file    watch
      .pre-commit-config.yaml                      file    watch
      .yarn/plugins                                dir     watch
      .yarn/releases                               dir     watch
      .yarnrc                                      file    watch
      .yarnrc.yml                                  file    watch
      bunfig.toml                                  file    watch
      gradle/wrapper/gradle-wrapper.properties     file    watch
      lefthook-local.yml                           file    watch
      lefthook.json                                file    watch
      lefthook.toml                                file    watch
      lefthook.yaml                                file    watch
      lefthook.yml                                 file    watch
      pyrightconfig.json                           file    watch
      """;

  private ProtectedPathList() {}
}
