package dev.cordon.policy;

/** How many letters must be added, removed or changed to get from one word to another. Pure. */
public final class EditDistance {

  /** Longer words are compared by their start only. */
  private static final int MAX_LENGTH = 128;

  private EditDistance() {}

  /** The number of letters. */
  public static int between(String a, String b) {
    String from = a.length() > MAX_LENGTH ? a.substring(0, MAX_LENGTH) : a;
    String to = b.length() > MAX_LENGTH ? b.substring(0, MAX_LENGTH) : b;
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
