package dev.cordon.session;

import dev.cordon.egress.Gate;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells programs inside to use the gate as their proxy. They reach it without, too: with it,
 * they say the names of hosts themselves, and show what the gate answers.
 */
final class ProxyVariables {
  private static final int PORT = 3128;
  private static final String ITSELF = "localhost,127.0.0.1,::1";

  private ProxyVariables() {}

  static Map<String, String> all() {
    String proxy = "http://" + Gate.proxyHost() + ":" + PORT;
    Map<String, String> variables = new TreeMap<>();
    for (String name : new String[] {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}) {
      variables.put(name, proxy);
    }
    variables.put("no_proxy", ITSELF);
    variables.put("NO_PROXY", ITSELF);
    variables.put("NODE_USE_ENV_PROXY", "1");
    return variables;
  }
}
