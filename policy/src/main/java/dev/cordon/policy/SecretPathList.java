package dev.cordon.policy;

/**
 * Where secrets usually lie. A read that names such a place is not a known-safe read.
 *
 * <p>One place a line, two fields separated by spaces, compared with case folded:
 *
 * <ul>
 *   <li>{@code name}: a path component that is exactly this;
 *   <li>{@code prefix}: a path component that starts so;
 *   <li>{@code suffix}: a path component that ends so;
 *   <li>{@code path}: path components in this order, anywhere.
 * </ul>
 */
final class SecretPathList {
  static final String TEXT =
      """
      # Keys and key rings
      name   .ssh
      name   .gnupg
      name   .password-store
      name   keyrings
      name   id_rsa
      name   id_dsa
      name   id_ecdsa
      name   id_ecdsa_sk
      name   id_ed25519
      name   id_ed25519_sk
      suffix .pem
      suffix .key
      suffix .p12
      suffix .pfx
      suffix .jks
      suffix .keystore
      suffix .kdbx
      suffix .ppk

      # Passwords and tokens of tools
      name   .netrc
      name   _netrc
      name   .git-credentials
      name   .npmrc
      name   .pypirc
      name   .pgpass
      name   .my.cnf
      name   .htpasswd
      name   .vault-token
      name   .terraformrc
      name   .dockercfg
      name   .boto
      name   .s3cfg
      name   .curlrc
      name   .wgetrc
      name   rclone.conf
      name   credentials.json
      name   .dev.vars
      path   .composer/auth.json
      path   .nuget/nuget.config
      path   .config/git/credentials
      path   .config/gh
      path   .config/hub
      path   .config/glab-cli
      path   .m2/settings.xml
      path   .m2/settings-security.xml
      path   .gradle/gradle.properties
      path   .cargo/credentials
      path   .cargo/credentials.toml
      path   .gem/credentials
      path   .terraform.d
      path   .config/op
      path   .config/sops

      # Clouds and clusters
      name   .aws
      name   .azure
      name   .kube
      path   .docker/config.json
      path   .config/gcloud
      path   .config/doctl
      path   .oci/config
      path   run/secrets

      # Environment
      prefix .env
      name   environ

      # Agents
      path   .codex/auth.json
      path   .claude/.credentials.json
      name   .claude.json
      path   .gemini/oauth_creds.json
      path   .qwen/oauth_creds.json
      path   .copilot/config.json
      path   .config/github-copilot
      path   .local/share/opencode/auth.json

      # Shells' memory
      name   .bash_history
      name   .zsh_history
      name   .python_history
      name   .psql_history
      name   .mysql_history
      name   .node_repl_history
      path   .local/share/fish/fish_history

      # The system
      path   etc/shadow
      path   etc/gshadow
      path   etc/sudoers
      """;

  private SecretPathList() {}
}
