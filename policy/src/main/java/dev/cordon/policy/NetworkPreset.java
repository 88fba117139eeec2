package dev.cordon.policy;

import java.util.List;

/**
 * Domains that builds fetch their parts from, by what stands at their top; each means every name
 * below it too. The domains are those of the preset of that name in Codex's cloud environments,
 * without what lies below another of them.
 *
 * <p>Some of them take what anybody sends: a build needs {@code network.methods} as well when
 * nothing is to get out that way.
 */
final class NetworkPreset {

  static final List<String> COMMON_DEPENDENCIES =
      List.of(
          "alpinelinux.org",
          "anaconda.com",
          "apache.org",
          "apt.llvm.org",
          "archlinux.org",
          "azure.com",
          "bitbucket.org",
          "bower.io",
          "centos.org",
          "cocoapods.org",
          "continuum.io",
          "cpan.org",
          "crates.io",
          "debian.org",
          "docker.com",
          "docker.io",
          "dot.net",
          "eclipse.org",
          "fedoraproject.org",
          "gcr.io",
          "ghcr.io",
          "github.com",
          "githubusercontent.com",
          "gitlab.com",
          "golang.org",
          "google.com",
          "goproxy.io",
          "gradle.org",
          "hashicorp.com",
          "haskell.org",
          "hex.pm",
          "java.com",
          "java.net",
          "jcenter.bintray.com",
          "json-schema.org",
          "json.schemastore.org",
          "k8s.io",
          "launchpad.net",
          "maven.org",
          "metacpan.org",
          "microsoft.com",
          "nodejs.org",
          "npmjs.com",
          "npmjs.org",
          "nuget.org",
          "oracle.com",
          "packagecloud.io",
          "packagist.org",
          "pkg.go.dev",
          "pub.dev",
          "pypa.io",
          "pypi.org",
          "pypi.python.org",
          "pythonhosted.org",
          "quay.io",
          "ruby-lang.org",
          "rubyforge.org",
          "rubygems.org",
          "rubyonrails.org",
          "rustup.rs",
          "rvm.io",
          "sourceforge.net",
          "spring.io",
          "swift.org",
          "ubuntu.com",
          "visualstudio.com",
          "yarnpkg.com");

  private NetworkPreset() {}
}
