package dev.cordon.secrets;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of one kind of token: how it begins and what has to follow.
 *
 * @param index its number among the known shapes, from 0
 * @param prefix how it begins
 * @param least fewest characters of the token's own after the prefix
 * @param run least length of one unbroken stretch of letters and digits among them; it tells a
 *     token from words joined by dashes
 * @param letters what it is made of besides letters and digits
 * @param kind what stands in the record instead
 */
record TokenShape(int index, String prefix, int least, int run, String letters, String kind) {

  private static final String JOINED = "_-";
  private static final String DOTTED = "_-.";

  /** The known shapes by the character they begin with; a longer prefix before a shorter one. */
  static List<TokenShape> beginningWith(char first) {
    return first < Known.BY_FIRST.size() ? Known.BY_FIRST.get(first) : List.of();
  }

  private static final class Known {

    static final List<TokenShape> ALL = new ArrayList<>();
    static final List<List<TokenShape>> BY_FIRST = new ArrayList<>();

    private Known() {}

    static {
      for (int i = 0; i < 128; i++) {
        BY_FIRST.add(new ArrayList<>());
      }
      add("github", 20, 20, JOINED, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_");
      add("gitlab", 16, 12, DOTTED, "glpat-", "glptt-", "gldt-", "glrt-", "glcbt-", "glsoat-");
      add("slack", 10, 8, JOINED, "xoxb-", "xoxp-", "xoxa-", "xoxs-", "xoxr-", "xoxe-", "xoxe.");
      add("slack", 10, 8, JOINED, "xoxc-", "xoxd-", "xapp-");
      add("aws", 16, 16, "", "AKIA", "ASIA", "ABIA", "ACCA");
      add("anthropic", 16, 8, JOINED, "sk-ant-");
      add("openai", 16, 12, JOINED, "sk-proj-", "sk-svcacct-", "sk-admin-", "sk-or-v1-");
      add("openai", 20, 16, JOINED, "sk-");
      add("google", 30, 8, JOINED, "AIza");
      add("google", 20, 8, JOINED, "ya29.", "GOCSPX-");
      add("stripe", 16, 16, "", "sk_live_", "sk_test_", "rk_live_", "rk_test_");
      add("stripe", 16, 16, "+/=", "whsec_");
      add("npm", 30, 30, "", "npm_");
      add("pypi", 20, 16, JOINED, "pypi-");
      add("docker", 16, 12, JOINED, "dckr_pat_", "dckr_oat_");
      add("huggingface", 30, 30, "", "hf_");
      add("digitalocean", 20, 20, "", "dop_v1_", "doo_v1_", "dor_v1_");
      add("sendgrid", 30, 8, DOTTED, "SG.");
      add("shopify", 20, 20, "", "shpat_", "shpca_", "shppa_", "shpss_");
      add("linear", 20, 20, "", "lin_api_");
      add("vault", 20, 16, JOINED, "hvs.", "hvb.");
      add("tailscale", 16, 10, JOINED, "tskey-");
      add("age", 20, 20, "", "AGE-SECRET-KEY-1");
      add("postman", 20, 20, "-", "PMAK-");
      add("atlassian", 20, 16, "_-=", "ATATT3");
      add("figma", 16, 10, JOINED, "figd_");
      add("pulumi", 30, 30, "", "pul-");
      add("databricks", 32, 32, "-", "dapi");
      add("rubygems", 20, 20, "", "rubygems_");
      add("grafana", 20, 20, "_", "glsa_");
      add("grafana", 20, 20, "+/=", "glc_");
      add("newrelic", 20, 20, "", "NRAK-");
      add("planetscale", 20, 20, JOINED, "pscale_tkn_", "pscale_pw_");
      add("doppler", 20, 20, DOTTED, "dp.pt.", "dp.st.");
      add("cratesio", 32, 32, "", "cio");
      add("groq", 20, 20, "", "gsk_");
      add("xai", 20, 20, "", "xai-");
    }

    private static void add(String kind, int least, int run, String letters, String... prefixes) {
      for (String prefix : prefixes) {
        TokenShape shape = new TokenShape(ALL.size(), prefix, least, run, letters, kind);
        ALL.add(shape);
        BY_FIRST.get(prefix.charAt(0)).add(shape);
      }
    }
  }

  /** How many shapes are known. */
  static int count() {
    return Known.ALL.size();
  }

  /**
   * Where the letters that can belong to a token end.
   *
   * @param start where the prefix stands
   */
  int end(String text, int start) {
    int at = start + prefix.length();
    while (at < text.length() && isOwn(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether what stands between is a token. If not, neither is any later part of it. */
  boolean matches(String text, int start, int end) {
    int from = start + prefix.length();
    if (end - from < least) {
      return false;
    }
    int stretch = 0;
    for (int i = from; i < end; i++) {
      stretch = isLetterOrDigit(text.charAt(i)) ? stretch + 1 : 0;
      if (stretch == run) {
        return true;
      }
    }
    return false;
  }

  private boolean isOwn(char c) {
    return isLetterOrDigit(c) || letters.indexOf(c) >= 0;
  }

  static boolean isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
